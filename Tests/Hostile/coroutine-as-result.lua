-- expect: result
return coroutine.create(type)
