-- expect: denied
-- message: random
return math.random()
