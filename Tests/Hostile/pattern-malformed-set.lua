-- expect: runtime
-- message: missing ']'
return string.match("x", "[a")
