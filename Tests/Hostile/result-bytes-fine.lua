-- expect: value 1
local s = ("x"):rep(262100) return 1, s
