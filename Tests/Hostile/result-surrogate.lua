-- expect: result
-- message: UTF-8
return '\xed\xa0\x80'
