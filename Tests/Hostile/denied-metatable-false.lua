-- expect: denied
-- message: __metatable
return setmetatable({}, { __metatable = false })
