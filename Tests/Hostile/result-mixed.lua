-- expect: result
return { 1, a = 2 }
