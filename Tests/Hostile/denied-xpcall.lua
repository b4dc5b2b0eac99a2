-- expect: denied
-- message: xpcall is not available to rules
-- line: 4
local x = xpcall(function() end, function() end)
return x
