-- expect: runtime
-- message: an error that is no text but a table
-- line: 4
error({})
