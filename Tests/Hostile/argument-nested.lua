-- expect: value "deep"
-- args: [{"a": [1, {"b": "deep"}]}]
local t = ...
return t.a[2].b
