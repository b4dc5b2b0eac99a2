-- expect: value 2
return select("#", xpcall(error, function() return 1, 2, 3 end))
