-- expect: value ["å", "b", "€"]
local out = {}
for c in ('åb€'):gmatch(utf8.charpattern) do out[#out + 1] = c end
return out
