-- expect: runtime
-- message: an error that is no text but a thread
error((coroutine.running()))
