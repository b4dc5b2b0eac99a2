-- expect: result
-- message: a function
return function() end
