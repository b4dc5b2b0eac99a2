-- expect: denied
-- message: debug is not available to rules
-- line: 4
local x = debug.getinfo(1)
return x
