-- expect: value 1
return select(2, utf8.len("\xc0\x80"))
