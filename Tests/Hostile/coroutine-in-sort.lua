-- expect: value [1, 2, 3, 4, 5]
local t = { 3, 5, 1, 4, 2 }
table.sort(t, function(a, b) return coroutine.wrap(function() coroutine.yield(a < b) end)() end)
return t
