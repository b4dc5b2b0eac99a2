-- expect: runtime
-- line: 4
local function f() error('x', 2) end
f()
