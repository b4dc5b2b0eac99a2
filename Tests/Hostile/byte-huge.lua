-- expect: runtime
-- message: string slice too long
return string.byte(string.rep("x", 100000), 1, -1)
