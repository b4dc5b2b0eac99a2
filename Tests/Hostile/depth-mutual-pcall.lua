-- expect: depth
local function f() pcall(f) end
f()
return 1
