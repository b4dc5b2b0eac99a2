-- expect: denied
-- message: cannot be changed
-- line: 4
string.rep = nil
