-- expect: value [true, 1, 2]
return { xpcall(function(...) return ... end, type, 1, 2) }
