-- expect: value [false, true]
local ok, e = coroutine.wrap(function() return pcall(table.sort, { 3, 2, 1 }, function() coroutine.yield() end) end)()
return { ok, e:find("C%-call boundary") ~= nil }
