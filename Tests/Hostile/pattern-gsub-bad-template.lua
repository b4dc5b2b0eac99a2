-- expect: runtime
-- message: invalid capture index %2
return (('a'):gsub('a', '%2'))
