-- expect: instructions
return string.find(string.rep("a", 3000), string.rep("a-", 20) .. "b")
