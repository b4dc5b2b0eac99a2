-- expect: depth
local function down() return (down()) end
xpcall(down, function() return "swallowed" end)
return "swallowed"
