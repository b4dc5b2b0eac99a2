-- Från 2027 stänger servicedesken klockan 17 i stället för 18: efter 17 ringer nästan ingen.
return rule {
  hook  = "support-pooling/opening_hours@1",
  basis = "KS 2026-10-12 § 131",
  from  = "2027-01-01",
  apply = function(hour, today)
    if hour >= 17 then
      return false, "stänger klockan 17 från 2027"
    end
    -- Inget svar för de andra timmarna: registrets öppettider gäller.
  end,
  tests = {
    { name = "efter fem stängs det", args = { hour = 17 }, expect = false, reason = "stänger klockan 17 från 2027" },
    { name = "innan dess säger regeln inget", args = { hour = 16 } },
  },
}
