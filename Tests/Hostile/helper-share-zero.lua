-- expect: runtime
-- message: the whole is 0
return share(1, 0)
