-- expect: memory
local t = {}
local s = string.rep('x', 1000)
for i = 1, 2000 do t[i] = s end
return #table.concat(t)
