-- expect: instructions
local mt = { __close = function() while true do end end }
local function f()
  local a <close> = setmetatable({}, mt)
  local b <close> = setmetatable({}, mt)
  while true do end
end
pcall(f)
return 1
