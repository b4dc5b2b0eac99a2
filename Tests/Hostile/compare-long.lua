-- expect: instructions
-- cpu: 5000
local a = string.rep("a", 1000000) .. "x"
local b = string.rep("a", 1000000) .. "y"
local n = 0
while true do if a < b then n = n + 1 end end
