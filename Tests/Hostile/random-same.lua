-- expect: value [1, 1, 1, 4, 3, 2]
-- seed: 7
local t = {}
for i = 1, 6 do t[i] = math.random(6) end
return t
