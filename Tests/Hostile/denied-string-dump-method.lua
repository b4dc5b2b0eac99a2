-- expect: denied
-- message: dump
return ("x").dump
