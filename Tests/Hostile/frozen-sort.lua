-- expect: denied
-- message: cannot be changed
table.sort(string)
