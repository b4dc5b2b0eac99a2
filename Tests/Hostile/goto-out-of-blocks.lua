-- expect: value 5050
local i, sum = 0, 0
::top:: do do i = i + 1 sum = sum + i if i < 100 then goto top end end end
return sum
