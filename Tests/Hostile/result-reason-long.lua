-- expect: value 1
return 1, ("reason "):rep(1000)
