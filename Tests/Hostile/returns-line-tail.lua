-- expect: value 3
-- returns: 4
local function answer()
  return 3
end
return answer()
