-- expect: value "mine"
return "abc" + setmetatable({}, { __add = function() return "mine" end })
