-- expect: time
-- fuel: 1000000000000
-- cpu: 100
while true do pcall(function() while true do end end) end
