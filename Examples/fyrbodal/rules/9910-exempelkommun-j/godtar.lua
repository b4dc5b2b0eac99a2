-- Fullmäktige har bordlagt frågan: kostnaden för ett utträde ska redovisas först.
return rule {
  hook  = "billing/accepts@1",
  basis = "KF bordlagd till 2026-12-07",
  from  = "2026-10-01",
  apply = function(today, after, change_share)
    return false, "utträdeskostnaden ska redovisas före beslut"
  end,
  tests = {
    { name = "inte ens en lägre kostnad godtas", args = { change_share = -0.1 }, expect = false },
  },
}
