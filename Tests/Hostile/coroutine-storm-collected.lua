-- expect: value 5000
local n = 0
for i = 1, 5000 do coroutine.wrap(function() n = n + 1 coroutine.yield() end)() end
return n
