-- expect: runtime
-- message: an error that is no text but a table
-- line: 4
error(setmetatable({}, { __tostring = function() error("again") end, __index = error, __len = error, __eq = error, __lt = error, __concat = error, __call = error }))
