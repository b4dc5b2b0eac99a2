-- expect: runtime
-- message: too long
return utf8.codepoint(("å"):rep(100000), 1, -1)
