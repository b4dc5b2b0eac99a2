-- expect: value "\"a\\\nb\\0c\\\"\""
return string.format('%q', 'a\nb\0c"')
