-- expect: denied
-- seed: 7
math.randomseed(1)
