-- expect: value [1, 2]
local w = coroutine.wrap(coroutine.yield)
return { w(1), w(2) }
