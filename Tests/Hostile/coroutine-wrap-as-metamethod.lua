-- expect: instructions
local t = setmetatable({}, { __index = coroutine.wrap(function() while true do coroutine.yield(1) end end) })
while t.x do end
return "ended"
