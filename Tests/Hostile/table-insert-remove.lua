-- expect: value [3, 1, 2, "x"]
local t = { 1, 2 }
table.insert(t, 1, 3)
table.insert(t, 'y')
table.insert(t, 'x')
table.remove(t, 4)
return t
