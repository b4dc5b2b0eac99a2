-- expect: value 100
local t = {} for i = 1, 100 do t[i] = -i end table.sort(t, function(a, b) t[#t + 1] = nil t[50] = nil t[50] = 0 return a < b end) return #t
