-- expect: instructions
local last = {}
for i = 1, 1900 do last = setmetatable({}, { __index = last }) end
while true do local x = last.missing end
