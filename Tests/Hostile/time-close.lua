-- expect: time
-- fuel: 1000000000000
-- cpu: 100
local function f()
  local x <close> = setmetatable({}, { __close = function() while true do end end })
  while true do end
end
pcall(f)
return 1
