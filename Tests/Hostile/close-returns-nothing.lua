-- expect: value 1
local function f() local x <close> = setmetatable({}, { __close = function() return 2 end }) return 1 end
return f()
