-- expect: value 2
-- args: [1]
return rule { hook = 'h@1', tests = { { given = 1, expect = 2 } }, apply = function(x) return x + 1 end }
