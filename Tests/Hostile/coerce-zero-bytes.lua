-- expect: runtime
return "1\0" + 1
