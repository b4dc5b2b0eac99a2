-- expect: value 40
-- the levels of a coroutine are given back when it yields
local function down(n) if n > 0 then local r = down(n - 1) return r end coroutine.yield() return 1 end
local sum = 0
for _ = 1, 40 do
  local w = coroutine.wrap(function() sum = sum + down(100) end)
  w() w()
end
return sum
