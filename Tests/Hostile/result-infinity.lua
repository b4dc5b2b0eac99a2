-- expect: result
return math.huge
