-- expect: runtime
-- message: a boolean
error(false)
