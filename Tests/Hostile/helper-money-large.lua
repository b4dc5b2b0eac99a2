-- expect: runtime
-- message: too large
return money(math.maxinteger)
