-- expect: value [[1], [1]]
local t = { 1 } return { t, t }
