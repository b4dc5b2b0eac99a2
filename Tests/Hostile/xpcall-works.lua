-- expect: value [false, "handled: wrong"]
return { xpcall(function() error("wrong", 0) end, function(m) return "handled: " .. m end) }
