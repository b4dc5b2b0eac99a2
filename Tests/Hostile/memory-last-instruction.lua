-- expect: memory
-- memory: 300000
local s = ("x"):rep(150000) return s .. "y" .. s
