-- expect: value [0, 0]
local t = setmetatable({}, { __len = function() return 1 << 40 end })
table.insert(t, 1)
return { table.remove(t) - 1, rawlen(t) }
