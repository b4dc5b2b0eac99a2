-- expect: value null
return
