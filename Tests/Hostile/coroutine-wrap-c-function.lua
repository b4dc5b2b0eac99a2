-- expect: value 3
return coroutine.wrap(math.max)(1, 3, 2)
