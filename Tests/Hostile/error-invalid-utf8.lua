-- expect: runtime
-- message: a\xFFb
error('a\xffb')
