-- expect: denied
-- message: coroutine is not available to rules
-- line: 4
local x = coroutine.wrap(function() end)()
return x
