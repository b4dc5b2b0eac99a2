-- expect: depth
-- line: 4
local m = {}
m.__index = function(t, k) return t[k] end
local t = setmetatable({}, m)
return pcall(function() return t.x end)
