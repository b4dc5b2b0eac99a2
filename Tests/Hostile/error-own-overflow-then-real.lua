-- expect: depth
-- depth: 5000
-- the script's own error is on its way when Lua's stack overflows in earnest
local m = {}
m.__index = function(t, k) return t[k] end
local t = setmetatable({}, m)
for _ = 1, 3 do
  pcall(function()
    local x <close> = setmetatable({}, { __close = function() return t.x end })
    error("error-own-overflow-then-real.lua:5: C stack overflow", 0)
  end)
end
return "caught"
