-- expect: runtime
-- message: the rule has no function 'apply'
return rule {}
