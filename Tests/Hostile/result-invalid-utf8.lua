-- expect: result
-- message: UTF-8
return '\xff'
