-- expect: runtime
-- message: invalid UTF-8
for _ in utf8.codes("\x80abc") do end
