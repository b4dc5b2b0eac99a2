-- expect: denied
-- message: __metatable
setmetatable({}, { __metatable = 1 })
