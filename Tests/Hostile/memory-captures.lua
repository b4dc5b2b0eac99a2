-- expect: memory
-- memory: 3000000
return ("x"):rep(200000):match(("("):rep(30) .. ".*" .. (")"):rep(30))
