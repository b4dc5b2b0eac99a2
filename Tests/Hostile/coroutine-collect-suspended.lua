-- expect: value 3000
-- suspended ones with something to close are collected without running it
local n, ran = 0, 0
for i = 1, 3000 do
  local co = coroutine.create(function()
    local x <close> = setmetatable({}, { __close = function() ran = ran + 1 end })
    local t = { i }
    coroutine.yield(t)
  end)
  coroutine.resume(co)
  n = n + 1
end
return n + ran
