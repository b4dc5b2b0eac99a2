-- expect: value [11, "integer", "float"]
return { "10" + 1, math.type("10" + 1), math.type("10.0" + 1) }
