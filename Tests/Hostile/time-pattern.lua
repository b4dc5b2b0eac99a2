-- expect: time
-- fuel: 1000000000000
-- cpu: 100
return string.find(string.rep("a", 3000), string.rep("a-", 20) .. "b")
