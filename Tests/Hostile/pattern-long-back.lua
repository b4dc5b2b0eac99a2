-- expect: instructions
local s = string.rep("a", 100000)
return string.find(s .. s .. "b", "^(a*)%1c")
