-- expect: denied
-- message: collectgarbage is not available to rules
-- line: 4
local x = collectgarbage()
return x
