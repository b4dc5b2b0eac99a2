-- expect: value [1, 2, 3, "dead", false]
local co = coroutine.create(function(a) local b = coroutine.yield(a + 0) local c = coroutine.yield(b) return c end)
local _, x = coroutine.resume(co, 1)
local _, y = coroutine.resume(co, 2)
local _, z = coroutine.resume(co, 3)
return { x, y, z, coroutine.status(co), (coroutine.resume(co)) }
