-- expect: memory
return string.rep("", 1 << 40, "x")
