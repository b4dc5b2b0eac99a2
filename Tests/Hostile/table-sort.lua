-- expect: value [1, 2, 3, 5, 8, 9]
local t = { 5, 2, 8, 1, 9, 3 }
table.sort(t)
return t
