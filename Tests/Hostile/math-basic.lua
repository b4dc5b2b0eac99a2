-- expect: value [3, -4, -3, 3, 1.5, 2.0, 7, 1, 0.5]
local i, f = math.modf(1.5)
return { math.floor(3.7), math.floor(-3.5), math.ceil(-3.5), math.abs(-3), math.fmod(5.5, 2), math.sqrt(4), math.max(3, 7, 5), math.min(1, 2.5), f }
