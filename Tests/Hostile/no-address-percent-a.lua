-- expect: runtime
-- message: invalid conversion
return string.format('%a', 1.5)
