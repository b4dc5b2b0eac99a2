-- expect: value "locked"
return getmetatable("")
