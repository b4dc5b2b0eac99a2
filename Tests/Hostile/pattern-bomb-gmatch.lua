-- expect: instructions
for w in string.gmatch(string.rep("a", 2000), "(a*)*b") do end
for w in string.gmatch(string.rep("a", 3000), "a-a-a-b") do end
