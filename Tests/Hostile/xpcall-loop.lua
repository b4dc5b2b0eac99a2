-- expect: instructions
xpcall(function() while true do end end, function() return "swallowed" end)
return "swallowed"
