-- expect: value ["A", "a", "b", "å"]
local t = { 'å', 'b', 'A', 'a' }
table.sort(t)
return t
