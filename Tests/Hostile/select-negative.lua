-- expect: runtime
-- message: out of range
return select(math.mininteger, 1)
