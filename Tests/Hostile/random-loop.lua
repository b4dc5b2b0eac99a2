-- expect: instructions
-- seed: 7
while true do math.random(3) end
