-- expect: value 5000
-- memory: 300000
local n = 0
for i = 1, 5000 do local t = { i, i, i } n = n + #t // 3 end
return n
