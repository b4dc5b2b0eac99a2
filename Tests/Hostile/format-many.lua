-- expect: instructions
local f = ("%s"):rep(500) while true do pcall(string.format, f, table.unpack({}, 1, 500)) end
