-- expect: value 7
-- args: [{"a": 1}]
local t = ...
t.a = 7
return t.a
