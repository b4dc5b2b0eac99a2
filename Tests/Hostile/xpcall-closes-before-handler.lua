-- expect: value ["closed", "handled"]
local log = {}
xpcall(function()
  local x <close> = setmetatable({}, { __close = function() log[#log + 1] = "closed" end })
  error("wrong")
end, function() log[#log + 1] = "handled" end)
return log
