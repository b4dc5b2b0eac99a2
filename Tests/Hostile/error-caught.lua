-- expect: value "rule says no"
local ok, e = pcall(error, 'rule says no', 0)
return e
