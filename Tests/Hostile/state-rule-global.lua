-- expect: value 1
n = 0
return rule { apply = function() n = n + 1 return n end }
