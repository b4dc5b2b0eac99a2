-- expect: runtime
-- line: 5
-- message: attempt to perform arithmetic on a nil value (global 'missing')
local w = coroutine.wrap(function()
  return missing + 1
end)
return w()
