-- expect: value [1, 2, 3, 4]
local out = {}
for p in ('abc'):gmatch('()') do out[#out + 1] = p end
return out
