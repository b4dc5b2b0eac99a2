-- expect: denied
-- message: __name
setmetatable({}, { __name = 'x' })
