-- expect: value "abc"
local s = 'a'
do local x <close> = setmetatable({}, { __close = function() s = s .. 'c' end }) s = s .. 'b' end
return s
