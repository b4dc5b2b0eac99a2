-- expect: value ["suspended","running","normal","dead"]
local outer, seen = nil, {}
outer = coroutine.create(function()
  seen[2] = coroutine.status(outer)
  coroutine.wrap(function() seen[3] = coroutine.status(outer) end)()
end)
seen[1] = coroutine.status(outer)
coroutine.resume(outer)
seen[4] = coroutine.status(outer)
return seen
