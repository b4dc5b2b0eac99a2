-- expect: value [true, "dead", ["closed"]]
local log = {}
local co = coroutine.create(function()
  local x <close> = setmetatable({}, { __close = function() log[1] = "closed" end })
  coroutine.yield()
end)
coroutine.resume(co)
return { coroutine.close(co), coroutine.status(co), log }
