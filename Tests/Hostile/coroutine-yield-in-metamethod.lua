-- expect: value ["abc", 7]
local t = setmetatable({}, { __index = function(_, key) return coroutine.yield(key) end })
local w = coroutine.wrap(function() return t.abc end)
return { w(), w(7) }
