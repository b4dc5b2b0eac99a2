-- expect: value 6
local sum = 0
local a = coroutine.wrap(function() for i = 1, 3 do sum = sum + i coroutine.yield() end end)
a() a() a()
return sum
