-- expect: instructions
for i = 1, 1000000000 do local s = string.rep("x", 1000000) end
