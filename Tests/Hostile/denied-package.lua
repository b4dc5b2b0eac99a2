-- expect: denied
-- message: package is not available to rules
-- line: 4
local x = package.path
return x
