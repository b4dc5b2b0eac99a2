-- expect: memory
-- fuel: 100000000
local t = {}
for round = 1, 10 do pcall(function() for i = 1, 1e9 do t[#t + 1] = { i } end end) end
return 'kept going'
