-- expect: syntax
return a.b.)
