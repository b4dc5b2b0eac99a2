-- expect: denied
-- message: cannot be changed
setmetatable(math, {})
