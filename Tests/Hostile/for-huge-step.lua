-- expect: value 2
local n = 0 for i = 1, math.maxinteger, math.maxinteger - 1 do n = n + 1 end return n
