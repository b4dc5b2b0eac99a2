-- expect: value false
return (pcall(setmetatable, {}, { __gc = function() end }))
