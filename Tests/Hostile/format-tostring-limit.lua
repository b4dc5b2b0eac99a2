-- expect: instructions
return string.format("%s%s", 1, setmetatable({}, { __tostring = function() while true do end end }))
