-- expect: value "xxa"
return (('aaa'):gsub('a', 'x', 2))
