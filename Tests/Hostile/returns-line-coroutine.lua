-- expect: value 3
-- returns: 4
local w = coroutine.wrap(function() coroutine.yield(2) return 3 end)
if w() == 2 then return w() end
return 0
