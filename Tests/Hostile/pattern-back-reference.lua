-- expect: value ["abab", "it's"]
return { ('xabab'):match('(ab)%1') and 'abab', (select(2, ([[say "it's"]]):match('(["\'])(.-)%1'))) }
