-- expect: value 2
local n = 0 for i = math.mininteger + 1, math.mininteger, -1 do n = n + 1 end return n
