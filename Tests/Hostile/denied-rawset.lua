-- expect: denied
-- message: rawset is not available to rules
-- line: 4
local x = rawset({}, 1, 2)
return x
