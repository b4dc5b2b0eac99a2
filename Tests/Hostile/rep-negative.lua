-- expect: value ""
return ("ab"):rep(math.mininteger)
