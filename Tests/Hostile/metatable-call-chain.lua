-- expect: instructions
-- Lua 5.4.4 moves the stack by one for each step, without end
local t = setmetatable({}, {})
getmetatable(t).__call = t
pcall(t)
return "ended"
