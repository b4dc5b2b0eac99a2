-- expect: denied
setmetatable({}, string)
