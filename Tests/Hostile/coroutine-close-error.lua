-- expect: value [false, "in close", true]
local co = coroutine.create(function()
  local x <close> = setmetatable({}, { __close = function() error("in close", 0) end })
  coroutine.yield()
end)
coroutine.resume(co)
local ok, e = coroutine.close(co)
return { ok, e, coroutine.close(co) }
