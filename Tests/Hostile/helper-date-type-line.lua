-- expect: runtime
-- line: 4
local x = 1
return date({})
