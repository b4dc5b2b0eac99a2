-- expect: denied
-- message: os is not available to rules
-- line: 4
local x = os.time()
return x
