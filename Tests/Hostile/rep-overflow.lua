-- expect: memory
return string.rep("xx", math.maxinteger)
