-- expect: denied
-- message: cannot be changed
setmetatable(_G, nil)
