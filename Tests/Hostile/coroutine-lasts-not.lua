-- expect: value [1, false]
-- the second call must not find the coroutine of the first
kept = kept or coroutine.create(function() coroutine.yield(1) coroutine.yield(2) end)
local _, n = coroutine.resume(kept)
return { n, n == 2 }
