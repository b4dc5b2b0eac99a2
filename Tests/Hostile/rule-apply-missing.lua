-- expect: value true
local ok = pcall(rule, 5)
local r = rule {}
return not ok
