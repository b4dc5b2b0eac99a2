-- expect: runtime
-- message: above 99
return string.format("%99999d", 1)
