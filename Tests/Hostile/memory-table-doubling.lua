-- expect: memory
local t = {} for i = 1, 1 << 24 do t[i] = true end
