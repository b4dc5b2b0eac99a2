-- expect: denied
-- message: exp
return math.exp(1)
