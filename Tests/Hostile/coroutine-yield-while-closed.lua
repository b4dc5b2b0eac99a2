-- expect: value [false, true]
local co = coroutine.create(function()
  local x <close> = setmetatable({}, { __close = function() coroutine.yield() end })
  coroutine.yield()
end)
coroutine.resume(co)
local ok, e = coroutine.close(co)
return { ok, e:find("yield") ~= nil }
