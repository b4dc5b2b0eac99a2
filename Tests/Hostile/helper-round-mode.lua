-- expect: runtime
-- message: invalid option
return round(1.5, 'sideways')
