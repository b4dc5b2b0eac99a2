-- expect: runtime
-- message: second
local x <close> = setmetatable({}, { __close = function(_, e) error("second") end })
error("first")
