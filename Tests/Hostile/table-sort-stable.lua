-- expect: value ["b1", "b2", "a1", "a2"]
local t = { 'a1', 'b1', 'a2', 'b2' }
table.sort(t, function(x, y) return x:sub(1, 1) > y:sub(1, 1) end)
return t
