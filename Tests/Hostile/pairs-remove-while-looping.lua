-- expect: value 4
local t, n = { a = 1, b = 2, c = 3, d = 4 }, 0
for k in pairs(t) do n = n + 1 t[k] = nil end
return n
