-- expect: value ["hexxo", 2, "-h-e-y-", 4, "b a", "<x>"]
local a, n = ('hello'):gsub('l', 'x')
local b, m = ('hey'):gsub('', '-')
local c = ('a b'):gsub('(%w) (%w)', '%2 %1')
local d = ('x'):gsub('%w', '<%0>')
return { a, n, b, m, c, d }
