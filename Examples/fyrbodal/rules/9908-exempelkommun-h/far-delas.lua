-- Vilka ärenden en gemensam servicedesk får besvara åt Exempelkommun H.
return rule {
  hook  = "support-pooling/may_share@1",
  basis = "KF 2026-09-21 § 58",
  from  = "2026-10-01",
  apply = function(ticket, partners)
    if ticket.category == "health-care" then
      return true, "sekretessprövad: första linjen ser inga patientuppgifter"
    end
    if ticket.category == "council" then
      return true, "förtroendevalda får hjälp av alla parter"
    end
    -- Inget svar: registrets uppgift gäller.
  end,
  tests = {
    { name = "hälso- och sjukvård får delas", args = { ticket = { category = "health-care" } }, expect = true },
    { name = "förtroendevalda får delas", args = { ticket = { category = "council" } }, expect = true },
    { name = "om skolan säger regeln inget", args = { ticket = { category = "school" } } },
  },
}
