-- expect: value ["asked", 1]
local t = setmetatable({}, { __pairs = function() coroutine.yield("asked") return next, { a = 1 } end })
local w = coroutine.wrap(function() for _, v in pairs(t) do return v end end)
return { w(), w() }
