-- expect: result
return { [1] = 1, [math.maxinteger] = 2 }
