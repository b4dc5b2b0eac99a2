-- expect: value true
local x, y = 4.069, 8.167 return x ^ y == 4.069 ^ 8.167
