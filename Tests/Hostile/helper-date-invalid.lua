-- expect: runtime
-- message: is not a date
return date('2026-02-29')
