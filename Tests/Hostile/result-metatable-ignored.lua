-- expect: value [1]
return setmetatable({ 1 }, { __index = function() while true do end end, __len = function() return 99 end, __pairs = error })
