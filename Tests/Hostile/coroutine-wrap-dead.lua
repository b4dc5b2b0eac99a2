-- expect: runtime
-- message: cannot resume dead coroutine
-- line: 5
local w = coroutine.wrap(function() end)
w() w()
