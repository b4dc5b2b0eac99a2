-- expect: instructions
local mt = {} mt.__lt = function(a, b) while true do end end return setmetatable({}, mt) < setmetatable({}, mt)
