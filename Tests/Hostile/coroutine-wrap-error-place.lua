-- expect: value ["coroutine-wrap-error-place.lua:3: wrong", "coroutine-wrap-error-place.lua:3: wrong", "coroutine-wrap-error-place.lua:5: bare", "coroutine-wrap-error-place.lua:6: other.lua:3: wrong", "coroutine-wrap-error-place.lua:7: coroutine-wrap-error-place.lua:x"]
local function failing(text, level)
  return coroutine.wrap(function() error(text, level) end) end
local function told(body) return select(2, pcall(body)) end
local bare = told(function() failing("bare", 0)() end)
local other = told(function() failing("other.lua:3: wrong", 0)() end)
local forged = told(function() failing("coroutine-wrap-error-place.lua:x", 0)() end)
local nested = coroutine.wrap(function() failing("wrong")() end)
return { told(function() failing("wrong")() end), told(function() nested() end), bare, other, forged }
