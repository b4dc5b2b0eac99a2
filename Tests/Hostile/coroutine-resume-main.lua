-- expect: value [false, "cannot resume non-suspended coroutine"]
local main = coroutine.running()
return { coroutine.wrap(function() return coroutine.resume(main) end)() }
