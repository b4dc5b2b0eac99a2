-- expect: value [5, true, true, 6]
local w = coroutine.wrap(function() return pcall(pcall, coroutine.yield, 5) end)
local first = w()
return { first, w(6) }
