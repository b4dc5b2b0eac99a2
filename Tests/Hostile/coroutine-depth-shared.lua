-- expect: depth
-- half the levels here, half in a coroutine: together too many
local function down(n, f) if n > 0 then local r = down(n - 1, f) return r end return f() end
return down(120, function() return coroutine.wrap(function() return down(120, function() return "too deep" end) end)() end)
