-- expect: instructions
local ok = pcall(function() while true do end end)
return "swallowed"
