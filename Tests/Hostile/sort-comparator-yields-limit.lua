-- expect: instructions
local t = {} for i = 1, 100 do t[i] = i end coroutine.wrap(function() table.sort(t, function() while true do end end) end)() return 1
