-- expect: value "function function"
return tostring(print_ or tostring) .. ' ' .. string.format('%s', function() end)
