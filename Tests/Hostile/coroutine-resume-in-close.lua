-- expect: value [false, false, "normal"]
local co, seen = nil, {}
co = coroutine.create(function()
  local x <close> = setmetatable({}, { __close = function()
    seen[1] = coroutine.resume(co)
    coroutine.wrap(function() seen[2] = coroutine.resume(co) seen[3] = coroutine.status(co) end)()
  end })
  coroutine.yield()
end)
coroutine.resume(co)
coroutine.close(co)
return seen
