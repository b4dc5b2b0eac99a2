-- expect: runtime
-- message: invalid value
return table.concat({}, "", math.maxinteger, math.maxinteger)
