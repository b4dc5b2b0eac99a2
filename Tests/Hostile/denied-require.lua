-- expect: denied
-- message: require is not available to rules
-- line: 4
local x = require("x")
return x
