-- expect: value {"Z": 3, "a": 2, "b": 1}
return { b = 1, a = 2, Z = 3 }
