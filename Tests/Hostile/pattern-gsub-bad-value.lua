-- expect: runtime
-- message: invalid replacement value
return (('a'):gsub('a', function() return {} end))
