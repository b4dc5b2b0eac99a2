-- expect: instructions
while true do end
return rule { apply = function() end }
