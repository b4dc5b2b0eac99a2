-- expect: value [true, true, true, true, true, "nan"]
local inf = math.huge
return { 0 ^ -1 == inf, (-0.0) ^ -1 == -inf, 2 ^ 1024 == inf, 0.5 ^ inf == 0, (-1) ^ inf == 1, (-8) ^ (1 / 3) .. "" }
