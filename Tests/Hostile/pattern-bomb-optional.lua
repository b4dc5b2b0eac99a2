-- expect: instructions
return string.find(string.rep("a", 30), string.rep("a?", 30) .. string.rep("a", 31))
