-- Hur stark informationssäkerheten är visas inte för andra än samordnaren.
return rule {
  hook  = "capability-map/visibility@1",
  basis = "KS 2026-05-18 § 77",
  from  = "2026-06-01",
  apply = function(capability, registry)
    if capability.id == "information-security" then
      return "coordinator", "uppgift om säkerhetsåtgärder, OSL 18 kap. 8 §"
    end
  end,
  tests = {
    { name = "säkerheten visas bara för samordnaren", args = { capability = { id = "information-security" } }, expect = "coordinator" },
    { name = "om annat säger regeln inget", args = { capability = { id = "user-support" } } },
  },
}
