-- expect: depth
local function f() return 1 + f() end
local ok = pcall(f)
return 'swallowed'
