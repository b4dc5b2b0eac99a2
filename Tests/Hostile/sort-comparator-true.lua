-- expect: value 200
local t = {} for i = 1, 200 do t[i] = i % 7 end table.sort(t, function() return true end) return #t
