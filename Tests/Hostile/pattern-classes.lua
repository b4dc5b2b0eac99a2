-- expect: value ["abc", "123", "_-", " \t", "AB", "ab", "1f"]
return { ('abc123'):match('%a+'), ('abc123'):match('%d+'), ('ab_-'):match('%p+'), ('a \tb'):match('%s+'), ('abAB'):match('%u+'), ('ABab'):match('%l+'), ('z1fg'):match('%x+') }
