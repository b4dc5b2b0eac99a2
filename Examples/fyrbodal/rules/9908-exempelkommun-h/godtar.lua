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
}
