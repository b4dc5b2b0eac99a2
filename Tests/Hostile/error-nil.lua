-- expect: runtime
-- message: nil
error(nil)
