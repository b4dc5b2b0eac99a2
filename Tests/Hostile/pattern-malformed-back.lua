-- expect: runtime
-- message: invalid capture index
return string.match("x", "%1")
