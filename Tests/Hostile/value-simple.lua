-- expect: value 42
-- args: [{"a": 40}]
-- reason: because
local t = ...
return t.a + 2, "because"
