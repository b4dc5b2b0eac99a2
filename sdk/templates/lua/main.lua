-- SPDX-License-Identifier: EUPL-1.2
-- What a cost is per inhabitant. plugin.json beside this file declares the tables, columns and sentences.

local function per_inhabitant(run)
  local people_of = {}
  for _, row in ipairs(run.inputs.inhabitants or {}) do people_of[row.municipality] = row.inhabitants end

  -- Whole öre, rounded down: amounts are integers, and // stays among them.
  local costs, total, people = run.inputs.costs, 0, 0
  for _, row in ipairs(costs) do
    local count = people_of[row.municipality]
    if count == nil then
      refuse {
        sv = "Folkmängden för " .. row.municipality .. " saknas.",
        en = "The population of " .. row.municipality .. " is missing.",
        remedy = { sv = "Lägg till den i indatat 'inhabitants'.", en = "Add it to the input 'inhabitants'." },
      }
    end
    total, people = total + row.cost, people + count
  end
  local average = people > 0 and total // people or 0

  local rows, findings = {}, {}
  if #costs > 0 then
    findings[1] = find("average", { count = #costs, average = amount(average, "öre/inhabitant") })
  end
  for i, row in ipairs(costs) do
    local count = people_of[row.municipality]
    local each = row.cost // count
    local above = average > 0 and (each - average) / average or nil
    rows[i] = {
      municipality = row.municipality, cost = row.cost, inhabitants = count, per_inhabitant = each, above = above,
    }
    if above and above > run.parameters.threshold then
      findings[#findings + 1] = find("above", {
        municipality = party(row.municipality), cost = amount(each, "öre/inhabitant"), share = measure(above, "share"),
      }, "notice")
    end
  end
  return { tables = { per_inhabitant = rows }, findings = findings }
end

return plugin { analyses = { ["per-inhabitant"] = per_inhabitant } }
