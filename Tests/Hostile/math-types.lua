-- expect: value ["integer", "float", 3, true, true]
return { math.type(1), math.type(1.0), math.tointeger(3.0), math.tointeger(3.5) == nil, math.ult(1, -1) }
