-- expect: value 5
string = nil
math = { floor = function() return 5 end }
return math.floor(1)
