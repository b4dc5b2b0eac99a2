-- expect: runtime
-- message: out of bounds
table.insert({}, math.maxinteger, 1)
