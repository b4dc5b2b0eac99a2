-- expect: value [false, false, true]
-- closing a coroutine from what closes it, from itself and from another one
local co, seen = nil, {}
co = coroutine.create(function()
  local x <close> = setmetatable({}, { __close = function()
    seen[1] = pcall(coroutine.close, co)
    seen[2] = coroutine.wrap(function() return (pcall(coroutine.close, co)) end)()
  end })
  coroutine.yield()
end)
coroutine.resume(co)
seen[3] = coroutine.close(co)
return seen
