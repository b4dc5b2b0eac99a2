-- expect: time
-- fuel: 1000000000000
-- cpu: 100
-- line: 5
while true do end
