-- expect: syntax
-- line: 3
return )
