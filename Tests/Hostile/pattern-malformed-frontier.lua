-- expect: runtime
-- message: missing '['
return string.match("x", "%fa")
