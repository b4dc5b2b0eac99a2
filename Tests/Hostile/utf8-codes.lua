-- expect: value [1, 229, 3, 98]
local out = {}
for p, c in utf8.codes('åb') do out[#out + 1] = p out[#out + 1] = c end
return out
