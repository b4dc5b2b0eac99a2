-- expect: result
local a, b = {}, {}
a.b, b.a = b, a
return a
