-- expect: memory
-- message: too many coroutines
local kept = {}
for i = 1, 1e6 do kept[i] = coroutine.create(function() end) end
