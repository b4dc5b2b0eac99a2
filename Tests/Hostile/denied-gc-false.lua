-- expect: denied
-- message: __gc
return setmetatable({}, { __gc = false })
