-- expect: value "<a><b>"
local w = coroutine.wrap(function(c) while true do c = coroutine.yield("<" .. c .. ">") end end)
return (("ab"):gsub(".", function(c) return w(c) end))
