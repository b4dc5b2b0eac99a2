-- expect: value 1
local n = 0
for w in ('aa bb'):gmatch('%a+', 3) do n = n + 1 end
return n
