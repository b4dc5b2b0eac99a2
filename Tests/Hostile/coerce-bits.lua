-- expect: runtime
-- message: bitwise operation on a string
return "3" | 1
