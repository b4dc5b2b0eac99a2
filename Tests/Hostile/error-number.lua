-- expect: runtime
-- message: 42.0
error(42.0)
