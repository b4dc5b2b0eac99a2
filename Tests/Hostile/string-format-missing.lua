-- expect: runtime
-- message: no value
return string.format('%d')
