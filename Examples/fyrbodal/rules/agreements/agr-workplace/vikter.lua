-- Parterna i den gemensamma upphandlingen rangordnar tillsammans: det som avtalet handlar om väger tyngst.
local weights = { ["joint-procurement"] = 20, ["manage-suppliers"] = 12 }

return rule {
  hook  = "capability-map/importance@1",
  basis = "Styrgruppen 2026-05-12 § 4",
  from  = "2026-07-01",
  apply = function(capability, votes, mean)
    if weights[capability.id] then
      return weights[capability.id], "avtalets egen fråga"
    end
    -- Inget svar för övriga: rösterna gäller.
  end,
  tests = {
    { name = "gemensam upphandling väger tyngst", args = { capability = { id = "joint-procurement" }, votes = 1 }, expect = 20 },
    { name = "andra förmågor har sina röster", args = { capability = { id = "user-support" }, votes = 5 } },
  },
}
