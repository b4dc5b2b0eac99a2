-- expect: denied
-- message: __mode
setmetatable({}, { __mode = 'k' })
