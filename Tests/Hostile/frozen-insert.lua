-- expect: denied
-- message: cannot be changed
table.insert(math, 1)
