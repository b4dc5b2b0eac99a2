-- expect: value 3000
-- one metatable for many objects is cheap
local mt = { __index = { one = 1 } }
local n = 0
for i = 1, 3000 do n = n + setmetatable({}, mt).one end
return n
