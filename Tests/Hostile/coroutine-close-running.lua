-- expect: runtime
-- message: cannot close a running coroutine
coroutine.close((coroutine.running()))
