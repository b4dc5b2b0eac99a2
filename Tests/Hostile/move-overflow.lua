-- expect: runtime
-- message: too many elements to move
table.move({}, -1, math.maxinteger, 2)
