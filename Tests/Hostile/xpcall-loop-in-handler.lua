-- expect: instructions
xpcall(error, function() while true do end end)
return "swallowed"
