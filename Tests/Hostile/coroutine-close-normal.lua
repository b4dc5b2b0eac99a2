-- expect: value false
local outer
outer = coroutine.create(function() return coroutine.wrap(function() return pcall(coroutine.close, outer) end)() end)
local _, ok = coroutine.resume(outer)
return ok
