-- expect: value ["b", "a"]
local log = {}
do
  local a <close> = setmetatable({}, { __close = function() log[#log + 1] = "a" end })
  local b <close> = setmetatable({}, { __close = function() log[#log + 1] = "b" end })
end
return log
