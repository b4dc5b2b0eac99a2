-- expect: runtime
-- message: stop
-- line: 4
return (('abc'):gsub('.', function() error('stop') end))
