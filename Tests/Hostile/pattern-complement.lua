-- expect: value ["123", "abc", "abc"]
return { ('abc123'):match('%A+'), ('abc123'):match('%D+'), ('abc  '):match('%S+') }
