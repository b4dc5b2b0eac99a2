-- Molntjänster (konto 745) är i praktiken licenser, och räknas som mjukvara när kommuner jämförs.
return rule {
  hook  = "tbm/account@1",
  basis = "Ekonomichefens anvisning 2025-12-10",
  from  = "2026-01-01",
  apply = function(line)
    if line.account == "745" then
      return "software", "molntjänster är licenser i ny form"
    end
  end,
  tests = {
    { name = "molntjänster är mjukvara", args = { line = { account = "745" } }, expect = "software" },
    { name = "andra konton står kvar", args = { line = { account = "742" } } },
  },
}
