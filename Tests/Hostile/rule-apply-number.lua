-- expect: runtime
-- message: the rule has no function 'apply'
return rule { hook = "billing/accepts@1", basis = "b", from = "2026-01-01", apply = 5 }
