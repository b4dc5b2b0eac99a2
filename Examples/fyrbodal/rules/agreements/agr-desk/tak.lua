-- Ingen part betalar mer än fem procent över vad servicedesken kostar i dag; de andra bär resten.
return rule {
  hook  = "cost-allocation/cap@1",
  basis = "Styrgruppen 2026-10-19 § 3",
  from  = "2027-01-01",
  apply = function(method, share, today)
    if method == "shapley" and today ~= nil then
      return today * 105 // 100, "högst fem procent mer än i dag"
    end
  end,
  tests = {
    { name = "fem procent över dagens kostnad", args = { method = "shapley", share = 120000, today = 100000 }, expect = 105000 },
    { name = "andra metoder visas utan tak", args = { method = "equal", share = 120000, today = 100000 } },
    { name = "utan dagens kostnad finns inget tak", args = { method = "shapley", share = 120000 } },
  },
}
