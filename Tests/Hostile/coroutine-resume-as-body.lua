-- expect: value [true, true, 4]
local inner = coroutine.create(function(x) return x end)
return { coroutine.resume(coroutine.create(coroutine.resume), inner, 4) }
