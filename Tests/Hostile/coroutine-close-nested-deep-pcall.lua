-- expect: depth
local function nest()
  local co = coroutine.create(function()
    local x <close> = setmetatable({}, { __close = function() pcall(nest) end })
    coroutine.yield()
  end)
  coroutine.resume(co)
  pcall(coroutine.close, co)
end
nest()
return "survived"
