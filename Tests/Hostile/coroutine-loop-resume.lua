-- expect: instructions
local ok = coroutine.resume(coroutine.create(function() while true do end end))
return "swallowed"
