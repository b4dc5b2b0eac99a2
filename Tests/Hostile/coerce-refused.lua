-- expect: runtime
-- message: attempt to add a 'string' with a 'number'
return "abc" + 1
