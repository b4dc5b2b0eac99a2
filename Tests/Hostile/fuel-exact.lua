-- expect: value 5050
-- fuel: 1379
local n = 0
local t = {}
for i = 1, 100 do n = n + i t[i] = ("x"):rep(i) end
return n
