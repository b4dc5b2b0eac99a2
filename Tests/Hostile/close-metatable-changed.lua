-- expect: runtime
-- message: metamethod 'close'
local mt = { __close = function() end }
do local x <close> = setmetatable({}, mt) mt.__close = nil end
