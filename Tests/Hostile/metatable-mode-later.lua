-- expect: value [true, 0]
-- a weak table would show when garbage is collected
local mt = {}
local weak = setmetatable({}, mt)
mt.__mode = "k"
for i = 1, 10 do weak[{}] = i end
local waste = 0
for i = 1, 40000 do local t = { i, i, i, i } waste = waste + #t - 4 end
local n = 0
return { rawlen(weak) == 0, waste }
