-- expect: depth
local m = {}
m.__close = function() local x <close> = setmetatable({}, m) end
do local x <close> = setmetatable({}, m) end
return 1
