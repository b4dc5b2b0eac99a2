-- expect: value true
local w, sum = {}, 0
for i = 1, 290 do w[i] = i * 7919 % 100003 end
for _, v in ipairs(largest_remainder(math.maxinteger, w)) do sum = sum + v end
return sum == math.maxinteger
