-- expect: value ["<b>", "", "aab"]
return { ('<b>x</b>'):match('<.->'), ('abc'):match('.-'), ('aab'):match('a-b') }
