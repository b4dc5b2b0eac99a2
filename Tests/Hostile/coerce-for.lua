-- expect: value 6
local n = 0 for i = 1, 3.0 do n = n + i end return n
