-- expect: memory
local ok = coroutine.resume(coroutine.create(function() local s = ("x"):rep(1000) local t = {} while true do t[#t + 1] = s .. #t end end))
return "swallowed"
