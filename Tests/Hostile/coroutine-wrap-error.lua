-- expect: runtime
-- message: inside
local w = coroutine.wrap(function()
  error("inside")
end)
w()
