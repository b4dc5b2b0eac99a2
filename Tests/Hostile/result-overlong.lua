-- expect: result
-- message: UTF-8
return '\xc0\x80'
