-- expect: time
-- fuel: 1000000000000
-- cpu: 100
table.move({}, 1, 1 << 40, 2)
