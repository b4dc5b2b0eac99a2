-- expect: value true
-- a coroutine neither brings fuel nor loses any: the same work costs about the same inside one
local function work() local n = 0 for i = 1, 10000 do n = n + i end return n end
return coroutine.wrap(work)() == work()
