-- expect: value 3
return #string.format("%s", "a\0b")
