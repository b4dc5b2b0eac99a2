-- expect: runtime
-- message: weight 2 is a string
return largest_remainder(10, { 1, 'x' })
