-- expect: instructions
local function f()
  local x <close> = setmetatable({}, { __close = function() error("another error") end })
  while true do end
end
local ok, e = pcall(f)
return "answered around the limit"
