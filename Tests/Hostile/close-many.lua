-- expect: value 1000
local n = 0
local mt = { __close = function() n = n + 1 end }
for _ = 1, 10 do
  local function open(left) local x <close> = setmetatable({}, mt) if left > 1 then open(left - 1) end end
  open(100)
end
return n
