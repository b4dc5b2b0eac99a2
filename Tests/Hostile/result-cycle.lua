-- expect: result
-- message: contains itself
local t = {}
t.t = t
return t
