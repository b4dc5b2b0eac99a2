-- expect: value 1
return select("#", table.unpack({}, math.maxinteger, math.maxinteger))
