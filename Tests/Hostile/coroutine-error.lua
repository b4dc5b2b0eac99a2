-- expect: value [false, "wrong", "dead", false, "cannot resume dead coroutine"]
local co = coroutine.create(function() error("wrong", 0) end)
local ok, e = coroutine.resume(co)
return { ok, e, coroutine.status(co), coroutine.resume(co) }
