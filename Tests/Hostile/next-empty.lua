-- expect: value true
return next({}) == nil
