-- expect: value [3, "b", "c"]
return { select('#', 1, 2, 3), select(2, 'a', 'b'), (select(-1, 'a', 'c')) }
