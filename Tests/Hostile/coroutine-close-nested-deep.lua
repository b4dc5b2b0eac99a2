-- expect: depth
-- Lua 5.4.4 does not count coroutine.close as a C call: nested ones overflow the C stack
local function nest(n)
  local co = coroutine.create(function()
    local x <close> = setmetatable({}, { __close = function() nest(n - 1) end })
    coroutine.yield()
  end)
  coroutine.resume(co)
  coroutine.close(co)
end
nest(100000)
