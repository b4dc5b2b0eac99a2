-- expect: value 3
local ok, e = pcall(error, { code = 3 })
return e.code
