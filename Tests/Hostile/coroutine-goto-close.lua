-- expect: value 20
local closed = 0
local mt = { __close = function() closed = closed + 1 end }
local w = coroutine.wrap(function()
  local i = 0
  ::again::
  do local x <close> = setmetatable({}, mt) i = i + 1 coroutine.yield(i) if i < 20 then goto again end end
  return "end"
end)
local v repeat v = w() until v == "end"
return closed
