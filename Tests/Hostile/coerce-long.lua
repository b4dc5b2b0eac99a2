-- expect: instructions
local s = (" "):rep(1000000) .. "1"
local n = 0
while true do n = n + s end
