-- expect: runtime
-- message: not finite
return round(0/0)
