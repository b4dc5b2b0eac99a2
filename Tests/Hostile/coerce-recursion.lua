-- expect: depth
local t = setmetatable({}, {})
getmetatable(t).__add = function(a, b) return "x" + t end
return "x" + t
