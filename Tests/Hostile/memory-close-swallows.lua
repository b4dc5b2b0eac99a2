-- expect: memory
-- fuel: 100000000
local t = {}
local function f()
  local x <close> = setmetatable({}, { __close = function() error("other") end })
  for i = 1, 1e9 do t[i] = { i } end
end
pcall(f)
return "answered around the limit" 
