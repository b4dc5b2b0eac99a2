-- expect: value 2
-- reason: second
-- returns: 8
local function helper(x)
  return x * 2
end
if helper(1) == 3 then return 1, "first" end
if helper(1) == 2 then return 2, "second" end
return 3, "third"
