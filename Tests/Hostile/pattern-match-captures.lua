-- expect: value ["key", "value", "12", 3]
local k, v = ('key = value'):match('^(%w+)%s*=%s*(%w+)$')
return { k, v, ('x12y'):match('%d+'), (('abc'):match('ab()')) }
