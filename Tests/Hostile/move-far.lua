-- expect: value 1
local t = table.move({ 1 }, 1, 1, math.maxinteger) return t[math.maxinteger]
