-- expect: syntax
-- message: UTF-8 value too large
return '\u{FFFFFFFF}'
