-- expect: value [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
local t = {}
for i = 1, 31 do t = { t } end
return t
