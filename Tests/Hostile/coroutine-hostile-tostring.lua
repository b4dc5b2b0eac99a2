-- expect: runtime
-- message: an error that is no text but a table
coroutine.wrap(function() error(setmetatable({}, { __tostring = function() while true do end end })) end)()
