-- expect: instructions
local t = setmetatable({}, { __add = function() while true do end end })
return "x" + t
