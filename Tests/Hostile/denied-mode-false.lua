-- expect: denied
-- message: __mode
return setmetatable({}, { __mode = false })
