-- expect: runtime
-- message: invalid pattern capture
return string.match("x", "x)")
