-- expect: runtime
-- message: more than two decimals
return money(1.005)
