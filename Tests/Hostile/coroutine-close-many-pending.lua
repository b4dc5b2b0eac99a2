-- expect: value 150
local closed = 0
local mt = { __close = function() closed = closed + 1 error("each fails") end }
local function open(n) local x <close> = setmetatable({}, mt) if n > 1 then open(n - 1) else coroutine.yield() end end
local co = coroutine.create(function() open(150) end)
coroutine.resume(co)
coroutine.close(co)
return closed
