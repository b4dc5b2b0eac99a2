-- expect: value [10, 255, 1.5, true, true, 35, -5, 7]
return { tonumber('10'), tonumber('0xff'), tonumber(' 1.5 '), tonumber('x') == nil, tonumber('') == nil, tonumber('z', 36), tonumber('-101', 2), tonumber('07', 10) }
