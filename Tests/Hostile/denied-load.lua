-- expect: denied
-- message: load is not available to rules
-- line: 4
local x = load("return 1")()
return x
