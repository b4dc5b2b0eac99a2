-- expect: instructions
local s = string.rep("a", 500000)
for i = 1, 1e9 do string.upper(s) end
