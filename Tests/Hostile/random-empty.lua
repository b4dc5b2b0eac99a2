-- expect: runtime
-- seed: 7
-- message: interval is empty
return math.random(2, 1)
