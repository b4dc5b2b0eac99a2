-- expect: value [false, "error in error handling"]
return { xpcall(error, function() error("again") end) }
