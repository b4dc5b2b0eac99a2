-- expect: value "1 two"
return (('$a $b'):gsub('%$(%w)', { a = 1, b = 'two' }))
