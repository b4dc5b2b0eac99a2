-- expect: depth
local function nest() return coroutine.resume(coroutine.create(nest)) end
return nest()
