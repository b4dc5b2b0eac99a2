-- expect: runtime
-- message: attempt to
return 1 // 0
