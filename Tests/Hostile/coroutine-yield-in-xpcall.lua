-- expect: value [1, false, "handled: 2"]
local w = coroutine.wrap(function()
  return xpcall(function() error(coroutine.yield(1), 0) end, function(m) return "handled: " .. m end)
end)
local first = w()
return { first, w(2) }
