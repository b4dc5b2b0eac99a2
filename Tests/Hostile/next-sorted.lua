-- expect: value ["a", 1, "b", 2, "c", 3]
local t, out = { c = 3, a = 1, b = 2 }, {}
local k, v = next(t)
while k do out[#out + 1] = k out[#out + 1] = v k, v = next(t, k) end
return out
