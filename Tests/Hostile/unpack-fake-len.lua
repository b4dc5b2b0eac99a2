-- expect: value 0
local t = setmetatable({}, { __len = function() return 1 << 40 end })
return select('#', table.unpack(t))
