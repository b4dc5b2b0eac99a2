-- expect: value [1, 3, 2, 2, 3, 5, 4]
local a, b = ('hello'):find('hel')
local c, d = ('a.b'):find('.', 2, true)
local e, f = ('hello'):find('l+o')
local g = ('hello'):find('', 4)
return { a, b, c, d, e, f, g }
