-- expect: memory
local s = string.rep("x", 2000)
return #string.gsub(s, "x", s)
