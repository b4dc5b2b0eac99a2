-- expect: value [104, 106, "hi", 0]
local a = string.byte('hej')
local b = ('hej'):byte(-1)
return { a, b, string.char(104, 105), select('#', ('hej'):byte(10)) }
