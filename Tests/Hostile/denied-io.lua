-- expect: denied
-- message: io is not available to rules
-- line: 4
local x = io.open("/etc/passwd")
return x
