-- expect: denied
-- message: pack
return string.pack('i4', 1)
