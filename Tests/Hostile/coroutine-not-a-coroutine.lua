-- expect: runtime
-- message: coroutine expected
coroutine.resume({})
