-- expect: result
local t = {} coroutine.wrap(function() t.a = { t } end)() return t
