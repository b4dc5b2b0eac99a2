-- expect: instructions
local s = string.rep("1", 900000)
for i = 1, 1e9 do tonumber(s) end
