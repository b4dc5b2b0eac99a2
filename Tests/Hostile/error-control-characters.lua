-- expect: runtime
-- message: a\u{1B}[31mb\u{0}c\nd\u{202E}e
error('a\27[31mb\0c\nd\u{202e}e')
