-- I dag är servicedesken stängd före 9 och efter 15. Längre öppettider får kosta upp till åtta procent mer.
return rule {
  hook  = "billing/accepts@1",
  basis = "KF 2026-10-05 § 39",
  from  = "2026-10-05",
  apply = function(today, after, change_share)
    if change_share ~= nil and change_share > 0.08 then
      return false, "mer än åtta procents ökning"
    end
    return true, "öppet klockan 7-17 är värt upp till åtta procent mer"
  end,
  tests = {
    { name = "åtta procent godtas", args = { change_share = 0.08 }, expect = true },
    { name = "mer godtas inte", args = { change_share = 0.081 }, expect = false, reason = "mer än åtta procents ökning" },
  },
}
