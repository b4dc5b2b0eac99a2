-- expect: runtime
-- message: weight 2 is negative
return largest_remainder(10, { 1, -1 })
