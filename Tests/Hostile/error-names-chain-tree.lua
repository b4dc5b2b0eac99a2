-- expect: denied
-- message: more than 200 accesses
local t = {}
return t[t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a][t.a.a.a.a.a.a.a.a.a]()
