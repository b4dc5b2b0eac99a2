-- expect: memory
local ok = pcall(coroutine.wrap(function() local s = "xxxxxxxx" while true do s = s .. s end end))
return "swallowed"
