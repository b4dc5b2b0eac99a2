-- expect: runtime
-- line: 5
-- message: '2026-02-30' is not a date
local x = 1
local d = date("2026-02-30")
return d
