-- expect: value 9
rule { apply = function() return 1 end }
return 9
