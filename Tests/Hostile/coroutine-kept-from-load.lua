-- expect: value ["one", "two"]
-- made while the rule loads, suspended, and used by each call: from the same state each time
local steps = coroutine.wrap(function() coroutine.yield("zero") coroutine.yield("one") coroutine.yield("two") end)
local zero = steps()
return rule { hook = "x/y@1", apply = function() return { steps(), steps() } end }
