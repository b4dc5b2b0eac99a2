-- expect: denied
coroutine.yield = function() end
