-- expect: runtime
-- message: the rule has no function 'apply'
return rule { hook = "billing/accepts@1", aply = function() return true end }
