-- expect: value true
local r = rule { apply = function() return 1 end }
local copy = { apply = r.apply }
return type(copy) == 'table'
