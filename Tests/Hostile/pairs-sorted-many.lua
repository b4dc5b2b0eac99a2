-- expect: value true
local t, last = {}, ""
for i = 1, 500 do t["k" .. i * 7919 % 1000] = i end
for k in pairs(t) do if k <= last then return false end last = k end
return true
