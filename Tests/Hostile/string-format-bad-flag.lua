-- expect: runtime
-- message: invalid conversion
return string.format('%#d', 1)
