-- SPDX-License-Identifier: EUPL-1.2
-- What a cost that stays the same becomes for each inhabitant when their number changes.

return function(run)
  local amounts = {}
  for _, row in ipairs(run.inputs.costs) do amounts[row.municipality] = row.amount end
  local rows, found, worst = {}, {}, nil
  local all = { amount = 0, base = 0, forecast = 0 }
  for _, row in ipairs(run.inputs.change) do
    local amount = amounts[row.municipality]
    if not amount or row.base < 1 or row.forecast < 1 then
      found[#found + 1] = find("without", { municipality = party(row.municipality) }, "notice")
    else
      local now, later = round(amount / row.base), round(amount / row.forecast)
      local line = {
        municipality = row.municipality, amount = amount, base = now, forecast = later, change = later - now,
        change_share = row.base / row.forecast - 1,
      }
      rows[#rows + 1] = line
      all.amount, all.base, all.forecast = all.amount + amount, all.base + row.base, all.forecast + row.forecast
      if not worst or line.change_share > worst.change_share then worst = line end
    end
  end
  if not worst then
    refuse {
      sv = "Ingen kommun har både kostnad och folkmängd.", en = "No municipality has both a cost and a population.",
      remedy = {
        sv = "Ange total_cost i municipalities, eller koppla costs till ett annat steg.",
        en = "Give total_cost in municipalities, or wire costs to another step.",
      },
    }
  end
  table.insert(found, 1, find("total", {
    from = amount(round(all.amount / all.base), "öre/inhabitant"), to = amount(round(all.amount / all.forecast), "öre/inhabitant"),
    share = measure(all.base / all.forecast - 1, "share"),
  }))
  table.insert(found, 2, find("most", {
    municipality = party(worst.municipality), share = measure(worst.change_share, "share"),
    from = amount(worst.base, "öre/inhabitant"), to = amount(worst.forecast, "öre/inhabitant"),
  }))
  return { tables = { cost = rows }, findings = found }
end
