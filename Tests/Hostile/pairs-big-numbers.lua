-- expect: value "-9.3e+18 -9223372036854775808 9007199254740993 9223372036854775807 9.3e+18"
local t = {}
for _, k in ipairs { math.maxinteger, math.mininteger, 9.3e18, -9.3e18, 9007199254740993 } do t[k] = 1 end
local out = {}
for k in pairs(t) do out[#out + 1] = tostring(k) end
return table.concat(out, " ")
