-- expect: result
return { [("k"):rep(300000)] = 1 }
