-- expect: runtime
-- message: attempt to compare
table.sort({ 1, 'x' })
