-- expect: runtime
-- message: all weights are 0
return largest_remainder(10, { 0, 0 })
