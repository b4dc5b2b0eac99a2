-- expect: value [false, "cannot resume non-suspended coroutine"]
local co
co = coroutine.create(function() return coroutine.resume(co) end)
local _, ok, e = coroutine.resume(co)
return { ok, e }
