-- expect: value ["thread", "thread"]
local co = coroutine.create(function() end)
return { tostring(co), (string.format("%s", co)) }
