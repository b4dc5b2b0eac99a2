-- expect: value 800
-- memory: 1000000
-- sixteen times the limit in garbage, never much at once
local n = 0
for i = 1, 800 do local s = ("x"):rep(10000) .. i n = n + 1 end
return n
