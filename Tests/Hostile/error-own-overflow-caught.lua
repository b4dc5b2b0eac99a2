-- expect: value [false, "stack overflow", false, "stack overflow", false, "error-own-overflow-caught.lua:3: stack overflow", false]
local a, b = pcall(error, "stack overflow", 0)
local c, d = pcall(assert, false, "stack overflow") local e, f = pcall(function() error("stack overflow") end)
return { a, b, c, d, e, f, (xpcall(error, function() end, "C stack overflow", 0)) }
