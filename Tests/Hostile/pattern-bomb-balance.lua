-- expect: instructions
local s = string.rep("(", 3000)
for i = 1, 100000 do string.find(s, "%b()") end
