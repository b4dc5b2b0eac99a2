-- expect: runtime
-- message: too many captures
return string.match("x", string.rep("(", 40) .. "x" .. string.rep(")", 40))
