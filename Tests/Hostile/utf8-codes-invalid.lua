-- expect: runtime
-- message: invalid UTF-8
for p, c in utf8.codes('a\xffb') do end
