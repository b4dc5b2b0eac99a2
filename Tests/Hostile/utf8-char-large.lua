-- expect: runtime
-- message: out of range
return utf8.char(0x110000)
