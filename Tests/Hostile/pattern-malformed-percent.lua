-- expect: runtime
-- message: ends with '%'
return string.match("x", "a%")
