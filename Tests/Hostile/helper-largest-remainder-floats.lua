-- expect: value 123456789
local w, sum = {}, 0
for i = 1, 290 do w[i] = i / 7 end
for _, v in ipairs(largest_remainder(123456789, w)) do sum = sum + v end
return sum
