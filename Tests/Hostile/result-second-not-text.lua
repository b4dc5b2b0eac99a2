-- expect: value 1
return 1, {}
