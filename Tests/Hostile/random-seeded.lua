-- expect: value [true, true, true, true]
-- seed: 7
local a, b, c = math.random(), math.random(6), math.random(-3, 3)
return { a >= 0 and a < 1, b >= 1 and b <= 6, c >= -3 and c <= 3, math.type(math.random(0)) == "integer" }
