-- expect: value 2
local t = {} t[1] = 1 t[1.0] = 2 return t[1]
