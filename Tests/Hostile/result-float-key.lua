-- expect: result
return { [1.5] = 1 }
