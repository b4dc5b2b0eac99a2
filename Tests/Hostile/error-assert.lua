-- expect: runtime
-- message: must hold
assert(false, 'must hold')
