-- expect: value "done"
local m = {}
setmetatable({}, m)
m.__gc = function() while true do end end
for i = 1, 1000 do local t = setmetatable({}, {}) end
return 'done'
