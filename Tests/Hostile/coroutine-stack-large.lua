-- expect: value 50
-- many values through resume and yield
local t = {}
for i = 1, 900 do t[i] = i end
local w = coroutine.wrap(function(...) local n = 0 while true do n = n + select("#", coroutine.yield(n)) // 900 end end)
w()
local last
for _ = 1, 50 do last = w(table.unpack(t)) end
return last
