-- expect: memory
-- memory: 200000
local t = {}
for i = 1, 1e6 do t[i] = i end
