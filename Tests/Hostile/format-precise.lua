-- expect: runtime
-- message: above 99
return string.format("%.999f", 1)
