-- expect: result
-- message: more bytes
return string.rep('x', 300000)
