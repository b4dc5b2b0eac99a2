-- expect: value 1
return select(2, utf8.len("\xed\xa0\x80"))
