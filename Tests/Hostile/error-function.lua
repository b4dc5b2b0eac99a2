-- expect: runtime
-- message: an error that is no text but a function
error(function() end)
