-- expect: depth
-- depth: 5000
-- the overflow is of C functions alone, between which no instruction runs
local m = { __pairs = pairs }
pcall(function()
  local t <close> = setmetatable({}, { __pairs = pairs, __close = pairs })
  error("C stack overflow", 0)
end)
return "caught"
