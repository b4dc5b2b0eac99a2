-- expect: value 1
local target = {}
local t = setmetatable({}, { __newindex = setmetatable({}, { __newindex = target }) })
t.a = 1
return target.a
