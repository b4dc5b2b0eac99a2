-- expect: value 3
local t = { 3, 0 / 0, 1 } table.sort(t) return #t
