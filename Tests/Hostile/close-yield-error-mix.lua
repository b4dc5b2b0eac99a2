-- expect: value [1, "second", false, "in body", "dead"]
-- a `__close` that yields on the way out of an error
local log = {}
local co = coroutine.create(function()
  local ok, e = pcall(function()
    local x <close> = setmetatable({}, { __close = function(_, e) log[#log + 1] = e coroutine.yield("second") end })
    coroutine.yield(1)
    error("in body", 0)
  end)
  return ok, e
end)
local _, a = coroutine.resume(co)
local _, b = coroutine.resume(co)
local _, ok, e = coroutine.resume(co)
return { a, b, ok, log[1] == e and e, coroutine.status(co) }
