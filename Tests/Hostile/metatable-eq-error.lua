-- expect: runtime
-- message: compared
local mt = { __eq = function() error("compared") end } return setmetatable({}, mt) == setmetatable({}, mt)
