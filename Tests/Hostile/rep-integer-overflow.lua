-- expect: memory
return ("ab"):rep(math.maxinteger)
