-- expect: runtime
-- message: attempt to compare string with number
return "10" < 1
