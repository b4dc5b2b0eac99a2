-- expect: value 7
local ok, e = coroutine.resume(coroutine.create(function() error({ code = 7 }) end))
return e.code
