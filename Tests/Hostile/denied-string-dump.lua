-- expect: denied
-- message: dump
return string.dump(function() end)
