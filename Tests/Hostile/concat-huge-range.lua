-- expect: runtime
-- message: invalid value (at index 1)
return table.concat({}, 'x', 1, 1 << 40)
