-- expect: depth
local function nest() return pcall(coroutine.wrap(nest)) end
return nest()
