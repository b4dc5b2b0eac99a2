-- expect: depth
local function nest() return xpcall(nest, nest) end
return nest()
