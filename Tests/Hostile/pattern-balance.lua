-- expect: value "(a(b)c)"
return ('f(a(b)c) d'):match('%b()')
