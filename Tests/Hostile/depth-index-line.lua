-- expect: depth
-- line: 4
local m = {}
m.__index = function(t, k) return t[k .. "x"] end
local t = setmetatable({}, m)
return t.x
