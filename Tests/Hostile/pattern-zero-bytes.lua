-- expect: value [3, "b"]
return { #('a\0b'):match('.*'), ('a\0b'):match('%z*(%a)$') }
