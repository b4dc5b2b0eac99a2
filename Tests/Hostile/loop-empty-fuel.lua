-- expect: instructions
-- fuel: 1000
for i = 1, 100000 do end
