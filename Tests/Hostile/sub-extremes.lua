-- expect: value "abc"
return ("abc"):sub(math.mininteger, math.maxinteger)
