-- expect: memory
local s = "x"
pcall(function() while true do s = s .. s end end)
return #s
