-- expect: denied
-- message: loadstring is not available to rules
-- line: 4
local x = loadstring("x")
return x
