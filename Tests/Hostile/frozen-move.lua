-- expect: denied
-- message: cannot be changed
table.move({ 1 }, 1, 1, 1, table)
