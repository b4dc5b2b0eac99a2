-- expect: instructions
-- almost all memory held, garbage near the limit: each collection must be paid for
local all = {}
for i = 1, 2600 do all[i] = ("%d"):format(i) .. ("x"):rep(6000) end
while true do local s = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 } end
