-- expect: result
-- message: nested deeper
local t = {}
for i = 1, 40 do t = { t } end
return t
