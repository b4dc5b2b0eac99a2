-- expect: result
return ("x"):rep(262144)
