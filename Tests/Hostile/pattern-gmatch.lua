-- expect: value ["one", "two", "three"]
local out = {}
for w in ('one two  three'):gmatch('%a+') do out[#out + 1] = w end
return out
