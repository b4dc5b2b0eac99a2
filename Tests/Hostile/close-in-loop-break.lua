-- expect: value [3, 3]
local opened, closed = 0, 0
local mt = { __close = function() closed = closed + 1 end }
for i = 1, 10 do
  local x <close> = setmetatable({}, mt)
  opened = opened + 1
  if i == 3 then break end
end
return { opened, closed }
