-- expect: instructions
local t = {}
setmetatable(t, { __index = t })
while true do pcall(function() return t.x end) end
