-- SPDX-License-Identifier: EUPL-1.2
-- The checklist of success factors: yes, partly or no, each with its evidence, and no score without evidence.

local factors = require("success_factors")

local columns = {
  met = "met", ["partly-met"] = "partly", ["not-met"] = "not_met", ["no-evidence"] = "no_evidence", unanswered = "unanswered",
}

return function(run)
  local by, names = factors.by_cooperation(run.inputs.answers)
  local list, standing, found = {}, {}, {}
  for _, name in ipairs(names) do
    local row = { cooperation = name, met = 0, partly = 0, not_met = 0, no_evidence = 0, unanswered = 0 }
    for _, factor in ipairs(factors) do
      local answer = by[name][factor]
      local state = factors.state(answer)
      row[columns[state]] = row[columns[state]] + 1
      list[#list + 1] = {
        cooperation = name, factor = factor, answer = answer and answer.answer or nil, state = state,
        evidence = answer and answer.evidence or nil,
      }
      if state == "no-evidence" then
        found[#found + 1] = find("no-evidence", { cooperation = label(name), factor = label(factor) }, "notice")
      end
    end
    standing[#standing + 1] = row
    table.insert(found, 1, find("standing", { cooperation = label(name), met = row.met, count = #factors }))
  end
  return { tables = { standing = standing, factors = list }, findings = found }
end
