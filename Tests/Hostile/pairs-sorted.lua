-- expect: value "1 2 3.5 10 A b å true"
local out = {}
for k in pairs({ b = 1, [10] = 1, A = 1, [1] = 1, [3.5] = 1, [true] = 1, [2] = 1, ["å"] = 1 }) do out[#out + 1] = tostring(k) end
return table.concat(out, " ")
