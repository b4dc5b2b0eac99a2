-- SPDX-License-Identifier: EUPL-1.2
-- The rough budgets of the pilots for n members, low and high, and what their own lines say of the totals that were stated.

local check = require("budget_check")

-- The lines of each pilot asked for, in order.
local function lines_of(run)
  local wanted, by, names = nil, {}, {}
  if run.parameters.pilots then
    wanted = {}
    for _, id in ipairs(run.parameters.pilots) do wanted[id] = true end
  end
  for _, row in ipairs(run.inputs.lines) do
    if not wanted or wanted[row.pilot] then
      if not by[row.pilot] then
        by[row.pilot] = {}
        names[#names + 1] = row.pilot
      end
      table.insert(by[row.pilot], row)
    end
  end
  if #names == 0 then
    refuse {
      sv = "Ingen av piloterna har några budgetrader.", en = "None of the pilots has any budget lines.",
      remedy = {
        sv = "Importera dem till cooperation/budget_lines, eller ändra pilots.",
        en = "Import them into cooperation/budget_lines, or change pilots.",
      },
    }
  end
  table.sort(names)
  for _, list in pairs(by) do table.sort(list, function(a, b) return a.line < b.line end) end
  return by, names
end

local function members_of(run)
  local n = run.parameters.members or #run.members
  if n < 1 then
    refuse {
      sv = "Det står inte hur många kommuner som är med.", en = "It is not told how many municipalities take part.",
      remedy = {
        sv = "Ange members i scenariot, eller parametern members.", en = "Give members in the scenario, or the parameter members.",
      },
    }
  end
  return n
end

-- A line for n members: hours of each one's own staff, money of all together.
local function costed(row, n)
  local times = row.basis == "per-municipality" and n or 1
  return {
    pilot = row.pilot, line = row.line, phase = row.phase, year = row.year, kind = row.kind, basis = row.basis,
    low_hours = row.low_hours, high_hours = row.high_hours,
    low = row.low and row.low * times or nil, high = row.high and row.high * times or nil,
  }
end

local function is_unknown(line) return not line.low_hours and not line.low end

-- What a pilot costs: hours a municipality, own time priced when an hourly cost is given, and money for all.
local function total_of(name, lines, n, hour)
  local t = { low_hours = 0, high_hours = 0, low = 0, high = 0, unknown = 0 }
  for _, line in ipairs(lines) do
    t.low_hours, t.high_hours = t.low_hours + (line.low_hours or 0), t.high_hours + (line.high_hours or 0)
    t.low, t.high = t.low + (line.low or 0), t.high + (line.high or 0)
    if is_unknown(line) then t.unknown = t.unknown + 1 end
  end
  local own_low = hour and round(t.low_hours * n * hour * 100) or 0
  local own_high = hour and round(t.high_hours * n * hour * 100) or 0
  return {
    pilot = name, hours_low = t.low_hours, hours_high = t.high_hours, all_hours_low = t.low_hours * n, all_hours_high = t.high_hours * n,
    external_low = t.low, external_high = t.high, own_low = hour and own_low or nil, own_high = hour and own_high or nil,
    total_low = t.low + own_low, total_high = t.high + own_high, each_low = round((t.low + own_low) / n),
    each_high = round((t.high + own_high) / n), unknown = t.unknown,
  }
end

local function years_of(name, lines, rows)
  local by = {}
  for _, line in ipairs(lines) do
    local row = by[line.year]
    if not row then
      row = { pilot = name, year = line.year, low_hours = 0, high_hours = 0, low = 0, high = 0 }
      by[line.year] = row
    end
    for _, field in ipairs { "low_hours", "high_hours", "low", "high" } do row[field] = row[field] + (line[field] or 0) end
  end
  for _, row in pairs(by) do rows[#rows + 1] = row end
end

return function(run)
  local n, hour = members_of(run), run.parameters.hourly_cost
  local by, names = lines_of(run)
  local totals, lines, years, found = {}, {}, {}, {}
  for _, name in ipairs(names) do
    local own = {}
    for i, row in ipairs(by[name]) do
      own[i] = costed(row, n)
      lines[#lines + 1] = own[i]
    end
    local total = total_of(name, own, n, hour)
    totals[#totals + 1] = total
    years_of(name, own, years)
    found[#found + 1] = find("total", {
      pilot = label(name), members = n, low = amount(total.total_low, "öre"), high = amount(total.total_high, "öre"),
      hours_low = total.hours_low, hours_high = total.hours_high,
    })
    if total.unknown > 0 then found[#found + 1] = find("unknown", { pilot = label(name), count = total.unknown }, "notice") end
  end
  if not hour then found[#found + 1] = find("no-hourly-cost", {}, "notice") end
  local stated, wrong_years = check.stated(run.inputs.stated or {}, by, n, found), check.years(run.inputs.milestones or {}, by, found)
  return {
    tables = { totals = totals, check = stated, booked = wrong_years, years = years, lines = lines }, findings = found,
  }
end
