-- expect: memory
-- fuel: 100000000
local t = {}
for i = 1, 1e9 do t[i] = 'string number ' .. i end
