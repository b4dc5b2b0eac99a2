-- expect: runtime
-- message: must return a string
return tostring(setmetatable({}, { __tostring = function() return 1 end }))
