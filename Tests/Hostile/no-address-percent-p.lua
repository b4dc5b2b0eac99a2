-- expect: runtime
-- message: invalid conversion
return string.format('%p', {})
