-- expect: runtime
-- message: pattern too long
return string.match("x", string.rep("a", 5000))
