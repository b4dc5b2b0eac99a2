-- expect: value false
local ok = pcall(function() return os.time() end)
return ok
