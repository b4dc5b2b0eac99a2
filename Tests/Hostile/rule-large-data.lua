-- expect: value 100000
local t = {}
for i = 1, 100000 do t[i] = i end
return rule { apply = function() t[#t] = nil return #t + 1 end }
