-- expect: value [true, 1, true]
local t = { 1 }
return { table.remove({}) == nil, table.remove(t), #t == 0 }
