-- expect: instructions
-- a fresh coroutine must not bring fresh fuel
while true do coroutine.resume(coroutine.create(function() for i = 1, 90 do end end)) end
