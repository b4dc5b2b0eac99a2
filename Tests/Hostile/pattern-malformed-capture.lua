-- expect: runtime
-- message: unfinished capture
return string.match("x", "(x")
