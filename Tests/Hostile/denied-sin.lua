-- expect: denied
-- message: sin
return math.sin(1)
