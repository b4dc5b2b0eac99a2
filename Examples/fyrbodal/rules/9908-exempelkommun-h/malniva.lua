-- Användarstöd och drift ska vara bland de främsta; annars gäller den gemensamma målnivån.
local goals = { ["user-support"] = 4, ["reliable-operations"] = 4 }

return rule {
  hook  = "capability-map/target@1",
  basis = "Digital plan 2026-2030, antagen 2025-11-24",
  from  = "2026-01-01",
  apply = function(capability, level)
    if goals[capability.id] then
      return goals[capability.id], "prioriterat i den digitala planen"
    end
  end,
  tests = {
    { name = "användarstöd ska nå nivå 4", args = { capability = { id = "user-support" }, level = 2 }, expect = 4 },
    { name = "andra förmågor har den gemensamma nivån", args = { capability = { id = "run-procurement" }, level = 2 } },
  },
}
