-- expect: instructions
-- line: 3
while true do end
