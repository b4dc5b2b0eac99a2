-- expect: value "xaa"
return (('aaa'):gsub('^a', 'x'))
