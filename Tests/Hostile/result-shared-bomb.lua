-- expect: result
-- message: more bytes
local t = { 'xxxxxxxxxx' }
for i = 1, 25 do t = { t, t } end
return t
