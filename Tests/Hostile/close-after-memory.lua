-- expect: memory
local x <close> = setmetatable({}, { __close = function() error("swallowed") end })
local t = {} while true do t = { t, {}, {}, {} } end
