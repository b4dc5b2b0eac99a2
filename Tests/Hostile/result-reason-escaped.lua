-- expect: value 1
-- reason: a\tb
return 1, 'a\tb'
