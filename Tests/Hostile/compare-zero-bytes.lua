-- expect: instructions
local a = string.rep("\0", 1000000) .. "a"
local b = string.rep("\0", 1000000) .. "b"
while true do local x = a < b end
