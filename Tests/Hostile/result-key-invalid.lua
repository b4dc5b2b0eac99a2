-- expect: result
return { ["\xff"] = 1 }
