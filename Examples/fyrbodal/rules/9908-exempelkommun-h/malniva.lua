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
}
