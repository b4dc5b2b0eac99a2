-- expect: runtime
-- message: no price
-- line: 4
error('no price')
