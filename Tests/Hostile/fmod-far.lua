-- expect: instructions
-- libm takes a step for each of two thousand powers of two
local x, y = 1.7e308, 3e-308
while true do local z = x % y end
