-- expect: denied
-- message: __name
return setmetatable({}, { __name = false })
