-- expect: runtime
-- message: out of bounds
return utf8.offset("abc", math.mininteger, math.maxinteger)
