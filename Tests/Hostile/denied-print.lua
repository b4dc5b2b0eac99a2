-- expect: denied
-- message: print is not available to rules
-- line: 4
local x = print("x")
return x
