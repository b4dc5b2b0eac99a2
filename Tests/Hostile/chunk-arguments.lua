-- expect: value [3, "x", true]
-- args: [2, "x", true]
local a, b, c = ...
return { a + 1, b, c }
