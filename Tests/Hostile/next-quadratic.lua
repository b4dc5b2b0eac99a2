-- expect: instructions
local t = {}
for i = 1, 5000 do t[i] = i end
local k
repeat k = next(t, k) until k == nil
return 1
