-- Exempelkommun H godtar högst två procents högre kostnad, för längre öppettider.
return rule {
  hook  = "billing/accepts@1",
  basis = "KF 2026-09-21 § 58",
  from  = "2026-10-01",
  apply = function(today, after, change_share)
    if change_share == nil or change_share <= 0.02 then
      return true, "högst två procent mer än i dag"
    end
    return false, "mer än två procents ökning"
  end,
  tests = {
    { name = "två procent godtas", args = { change_share = 0.02 }, expect = true },
    { name = "mer godtas inte", args = { change_share = 0.021 }, expect = false, reason = "mer än två procents ökning" },
    { name = "utan kostnad i dag finns inget att jämföra med", args = {}, expect = true },
  },
}
