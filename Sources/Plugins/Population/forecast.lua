-- SPDX-License-Identifier: EUPL-1.2
-- How the number of inhabitants changes from the last known year to a year to come.

local series = require("series")

-- The known points and, when forecasts are to be followed, those of later years.
local function points_of(known, forecasts, method)
  local points = {}
  for _, p in ipairs(known) do points[#points + 1] = p end
  if method ~= "given" then return points end
  for _, p in ipairs(forecasts or {}) do
    if p.year > known[#known].year then points[#points + 1] = p end
  end
  return points
end

-- One municipality from its last known year to the year asked for; nil when nothing reaches so far.
local function course(code, known, forecasts, parameters)
  local points = points_of(known, forecasts, parameters.method)
  local base = known[#known]
  local to = parameters.to or points[#points].year
  if to <= base.year then return nil end
  local values = {}
  for year = base.year, to do
    local value = series.at(points, year, parameters.method, parameters.between)
    if not value then return nil end
    values[#values + 1] = round(value)
  end
  local first, last = values[1], values[#values]
  return {
    municipality = code, base_year = base.year, base = first, year = to, forecast = last, change = last - first,
    change_share = first > 0 and (last - first) / first or 0,
    change_per_year = first > 0 and last > 0 and (last / first) ^ (1 / (to - base.year)) - 1 or 0,
    values = values,
  }
end

local function courses(run)
  local known, codes = series.read(run.inputs.known)
  local forecasts = series.read(run.inputs.forecasts)
  if #codes == 0 then
    refuse {
      sv = "Ingen kommun har någon känd folkmängd.", en = "No municipality has a known population.",
      remedy = {
        sv = "Importera nyckeltalet population till indicators.", en = "Import the indicator population into indicators.",
      },
    }
  end
  local list, without = {}, {}
  for _, code in ipairs(codes) do
    local found = course(code, known[code], forecasts[code], run.parameters)
    if found then list[#list + 1] = found else without[#without + 1] = code end
  end
  if #list == 0 then
    refuse {
      sv = "Ingen kommun har uppgifter som räcker till för metoden '" .. run.parameters.method .. "'.",
      en = "No municipality has figures enough for the method '" .. run.parameters.method .. "'.",
      remedy = {
        sv = "given behöver en prognos för ett senare år, de andra minst två kända år.",
        en = "given needs a forecast of a later year, the others at least two known years.",
      },
    }
  end
  return list, without
end

-- All together, year by year, while all have figures; those that shrink and those that grow apart.
local function totals(list)
  local from, to = 0, math.huge
  for _, c in ipairs(list) do from, to = math.max(from, c.base_year), math.min(to, c.year) end
  local rows = {}
  for year = from, to do
    local row = { year = tostring(year), population = 0, shrinking = 0, growing = 0 }
    for _, c in ipairs(list) do
      local value = c.values[year - c.base_year + 1]
      local group = c.change < 0 and "shrinking" or "growing"
      row.population = row.population + value
      row[group] = row[group] + value
    end
    rows[#rows + 1] = row
  end
  return rows
end

local function summary(list)
  local sum = { base = 0, forecast = 0, down = 0, same = 0, up = 0 }
  for _, c in ipairs(list) do
    sum.base, sum.forecast = sum.base + c.base, sum.forecast + c.forecast
    local sort = c.change < 0 and "down" or c.change > 0 and "up" or "same"
    sum[sort] = sum[sort] + 1
  end
  return sum
end

local function findings(list, without)
  local sum, first, last = summary(list), list[1], list[#list]
  local found = {
    find("total", {
      count = #list, from = sum.base, from_year = tostring(first.base_year), to = sum.forecast, year = tostring(first.year),
      change = sum.forecast - sum.base, share = measure((sum.forecast - sum.base) / math.max(1, sum.base), "share"),
    }),
    find("counts", { down = sum.down, same = sum.same, up = sum.up }),
    find("extremes", {
      down = party(first.municipality), down_share = measure(first.change_share, "share"),
      up = party(last.municipality), up_share = measure(last.change_share, "share"),
    }),
  }
  for _, code in ipairs(without) do found[#found + 1] = find("without", { municipality = party(code) }, "notice") end
  return found
end

return function(run)
  local list, without = courses(run)
  table.sort(list, function(a, b)
    if a.change_share ~= b.change_share then return a.change_share < b.change_share end
    return a.municipality < b.municipality
  end)
  local change, years = {}, {}
  for rank, c in ipairs(list) do
    for i, value in ipairs(c.values) do
      years[#years + 1] = { municipality = c.municipality, year = tostring(c.base_year + i - 1), population = value }
    end
    change[rank] = {
      municipality = c.municipality, rank = rank, base_year = tostring(c.base_year), base = c.base, year = tostring(c.year),
      forecast = c.forecast, change = c.change, change_share = c.change_share, change_per_year = c.change_per_year,
    }
  end
  return { tables = { change = change, total = totals(list), years = years }, findings = findings(list, without) }
end
