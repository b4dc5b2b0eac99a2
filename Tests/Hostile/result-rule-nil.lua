-- expect: value null
return rule { apply = function() end }
