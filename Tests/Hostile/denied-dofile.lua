-- expect: denied
-- message: dofile is not available to rules
-- line: 4
local x = dofile("/etc/passwd")
return x
