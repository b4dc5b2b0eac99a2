-- expect: value ["closing", "done"]
local w = coroutine.wrap(function()
  do local x <close> = setmetatable({}, { __close = function() coroutine.yield("closing") end }) end
  return "done"
end)
return { w(), w() }
