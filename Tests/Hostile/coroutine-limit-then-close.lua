-- expect: instructions
local co = coroutine.create(function()
  local x <close> = setmetatable({}, { __close = function() error("something else") end })
  while true do end
end)
local ok, e = coroutine.resume(co)
return "answered"
