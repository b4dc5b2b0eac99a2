-- expect: runtime
-- message: is not an amount
return money('12\0')
