-- SPDX-License-Identifier: EUPL-1.2
-- Populations by year: what is known, what is forecast, and how the years between and after are reckoned.

local series = {}

-- The value at a year between two points: along a line, or by an equal rate each year.
local function between(a, b, year, way)
  local part = (year - a.year) / (b.year - a.year)
  if way == "geometric" and a.value > 0 and b.value > 0 then return a.value * (b.value / a.value) ^ part end
  return a.value + (b.value - a.value) * part
end

-- The least-squares line through the points (Gauss 1809), at a year; the years are taken from their mean, so that nothing is lost.
local function trend(points, year)
  local mean_year, mean = 0, 0
  for _, p in ipairs(points) do
    mean_year, mean = mean_year + p.year / #points, mean + p.value / #points
  end
  local above, below = 0, 0
  for _, p in ipairs(points) do
    above = above + (p.year - mean_year) * (p.value - mean)
    below = below + (p.year - mean_year) ^ 2
  end
  return mean + share(above, below) * (year - mean_year)
end

-- The value at a year, or nil when the points do not reach so far and no method carries them on.
function series.at(points, year, method, way)
  local last = points[#points]
  if year > last.year then
    if method == "given" or #points < 2 then return nil end
    if method == "trend" then return math.max(0, trend(points, year)) end
    return math.max(0, between(points[1], last, year, method))
  end
  if year < points[1].year then return nil end
  for i, p in ipairs(points) do
    if p.year == year then return p.value end
    if p.year > year then return between(points[i - 1], p, year, way) end
  end
end

-- The points of each municipality by year, in the order of their codes. `kind` is what their period is called in a refusal.
function series.read(rows)
  local by, codes = {}, {}
  for _, row in ipairs(rows or {}) do
    local year = math.tointeger(tonumber(row.period))
    if not year or #row.period ~= 4 then
      refuse {
        sv = "Perioden '" .. row.period .. "' för " .. row.municipality .. " är inget årtal.",
        en = "The period '" .. row.period .. "' of " .. row.municipality .. " is no year.",
        remedy = { sv = "Skriv perioden som fyra siffror: 2030.", en = "Write the period as four digits: 2030." },
      }
    end
    if not by[row.municipality] then
      by[row.municipality] = {}
      codes[#codes + 1] = row.municipality
    end
    table.insert(by[row.municipality], { year = year, value = row.value })
  end
  table.sort(codes)
  for _, points in pairs(by) do table.sort(points, function(a, b) return a.year < b.year end) end
  return by, codes
end

return series
