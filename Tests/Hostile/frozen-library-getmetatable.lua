-- expect: value "locked"
return getmetatable(math)
