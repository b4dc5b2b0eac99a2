-- expect: runtime
-- message: non-closable
local x <close> = {}
