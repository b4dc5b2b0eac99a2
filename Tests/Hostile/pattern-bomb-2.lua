-- expect: instructions
return string.match(string.rep("a", 200), ".*.*.*.*.*.*.*b")
