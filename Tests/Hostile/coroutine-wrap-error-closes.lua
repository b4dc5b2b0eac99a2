-- expect: value ["closed"]
local log = {}
local w = coroutine.wrap(function()
  local x <close> = setmetatable({}, { __close = function() log[#log + 1] = "closed" end })
  error("wrong")
end)
pcall(w)
return log
