-- Skolans ärenden stannar hemma tills personuppgiftsavtalet är tecknat.
return rule {
  hook  = "support-pooling/may_share@1",
  basis = "Delegationsbeslut 2026-08-31",
  from  = "2026-09-01",
  apply = function(ticket, partners)
    if ticket.category == "school" then
      return false, "elevuppgifter: personuppgiftsavtalet saknas"
    end
  end,
  tests = {
    { name = "skolan stannar hemma", args = { ticket = { category = "school" } }, expect = false },
    { name = "om annat säger regeln inget", args = { ticket = { category = "account" } } },
  },
}
