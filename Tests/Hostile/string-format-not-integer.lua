-- expect: runtime
-- message: number has no integer representation
return string.format('%d', 1.5)
