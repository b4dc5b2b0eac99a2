-- expect: memory
pcall(string.rep, "x", 1 << 30)
return 1
