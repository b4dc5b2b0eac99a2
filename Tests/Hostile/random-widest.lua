-- expect: value "integer"
-- seed: 7
return math.type(math.random(math.mininteger, math.maxinteger))
