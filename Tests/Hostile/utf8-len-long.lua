-- expect: instructions
local s = string.rep("å", 400000)
for i = 1, 1e9 do utf8.len(s) end
