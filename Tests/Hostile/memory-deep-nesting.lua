-- expect: memory
-- fuel: 100000000
local t = {}
while true do t = { t } end
