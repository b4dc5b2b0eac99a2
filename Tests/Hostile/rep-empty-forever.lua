-- expect: value ""
return string.rep("", 1 << 40)
