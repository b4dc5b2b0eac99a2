-- expect: runtime
-- message: attempt to index a nil value (field 'a')
-- line: 5
local t = {}
return t.a.b
