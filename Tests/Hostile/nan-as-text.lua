-- expect: value ["nan", "nan", "nan", "inf", "-inf", "nan"]
local nan = 0 / 0 return { nan .. "", -nan .. "", tostring(nan), 1 / 0 .. "", -1 / 0 .. "", string.format("%.1f", -nan) }
