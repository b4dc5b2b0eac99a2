-- expect: runtime
-- message: assertion failed!
assert(nil)
