-- expect: value 200
-- the stack moves while variables are closed
local function deep(n) if n > 0 then return deep(n - 1) + 1 end return 0 end
local sum = 0
do
  local x <close> = setmetatable({}, { __close = function() local t = { deep(100), deep(90), table.unpack({}, 1, 200) } sum = sum + t[1] end })
  local y <close> = setmetatable({}, { __close = function() sum = sum + deep(100) end })
end
return sum
