-- expect: result
return { a = { coroutine.running() } }
