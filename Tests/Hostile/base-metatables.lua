-- expect: value ["v", 3, "sum", true]
local m = { __index = { k = 'v' }, __len = function() return 3 end, __add = function() return 'sum' end }
local t = setmetatable({}, m)
return { t.k, #t, t + 1, getmetatable(t) == m }
