-- expect: value 2
local t, n = { a = 1, b = 2 }, 0
for k in pairs(t) do n = n + 1 t['x' .. n] = n end
return n
