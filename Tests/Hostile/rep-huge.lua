-- expect: memory
-- line: 3
return string.rep("x", 1 << 40)
