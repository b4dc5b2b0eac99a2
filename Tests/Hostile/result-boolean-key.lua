-- expect: result
return { [true] = 1 }
