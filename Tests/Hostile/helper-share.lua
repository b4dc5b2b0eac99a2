-- expect: value 0.25
return share(1, 4)
