-- expect: instructions
local ok = pcall(coroutine.wrap(function() pcall(function() while true do end end) end))
return "caught"
