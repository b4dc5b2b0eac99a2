-- expect: depth
local function again() return xpcall(error, again) end
return xpcall(error, again)
