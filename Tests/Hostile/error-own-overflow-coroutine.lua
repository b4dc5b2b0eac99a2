-- expect: value [false, "stack overflow", false, "stack overflow", false]
local co = coroutine.create(function() error("stack overflow", 0) end)
local a, b = coroutine.resume(co)
local c, d = coroutine.close(co)
return { a, b, c, d, (pcall(coroutine.wrap(function() error("stack overflow", 0) end))) }
