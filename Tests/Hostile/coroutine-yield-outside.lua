-- expect: runtime
-- message: outside a coroutine
coroutine.yield(1)
