-- expect: value [false, true]
local ok, e = coroutine.wrap(function() return pcall(string.gsub, "abc", ".", coroutine.yield) end)()
return { ok, e:find("C%-call boundary") ~= nil }
