-- expect: runtime
-- message: missing arguments
return string.match("x", "%b")
