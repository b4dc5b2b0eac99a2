-- SPDX-License-Identifier: EUPL-1.2
-- Whether what was stated of a budget follows from its own lines.

local check = {}

-- The largest power of ten that divides both: how coarsely the stated figures are rounded.
local function grain(a, b)
  local step = 1
  if a == 0 and b == 0 then return 1 end
  while a % (step * 10) == 0 and b % (step * 10) == 0 do step = step * 10 end
  return step
end

-- agrees, rounded (equal at the grain of what was stated) or differs.
local function verdict(stated_low, stated_high, low, high)
  if stated_low == low and stated_high == high then return "agrees" end
  local step = grain(stated_low, stated_high)
  local function near(x) return round(x / step, "half-up") * step end
  if step > 1 and near(low) == stated_low and near(high) == stated_high then return "rounded" end
  return "differs"
end

-- The sums of a pilot's lines as a statement for one municipality gives them: travel and other costs are not in it.
local function sums(lines)
  local s = { low_hours = 0, high_hours = 0, low = 0, high = 0, each_low = 0, each_high = 0 }
  for _, row in ipairs(lines) do
    if row.kind == "own-staff-hours" then
      s.low_hours, s.high_hours = s.low_hours + (row.low_hours or 0), s.high_hours + (row.high_hours or 0)
    elseif row.kind == "external-cost" then
      s.low, s.high = s.low + (row.low or 0), s.high + (row.high or 0)
      if row.basis == "per-municipality" then s.each_low, s.each_high = s.each_low + row.low, s.each_high + row.high end
    end
  end
  return s
end

-- A line of workshops that would explain the difference: so many of them counted instead of those that stand there.
local function explanation(lines, difference)
  for _, row in ipairs(lines) do
    local length = row.workshop_hours
    if row.workshops and length and difference > 0 and difference % length == 0 and difference // length < row.workshops then
      return row, row.workshops - difference // length
    end
  end
end

local function tell(pilot, row, lines, found)
  found[#found + 1] = find("hours-differ", {
    pilot = label(pilot), stated_low = row.stated_low_hours, stated_high = row.stated_high_hours, low = row.low_hours,
    high = row.high_hours, difference = row.difference_hours,
  }, "warning")
  local line, counted = explanation(lines, row.difference_hours)
  if line then
    found[#found + 1] =
      find("hours-explained", { pilot = label(pilot), phase = label(line.phase), counted = counted, stand = line.workshops })
  end
end

-- What was stated against the lines, a row a pilot, and findings of what does not match.
function check.stated(rows, by, n, found)
  local result = {}
  for _, stated in ipairs(rows) do
    local lines = by[stated.pilot]
    if lines then
      local s = sums(lines)
      local row = {
        pilot = stated.pilot, stated_low_hours = stated.low_hours, stated_high_hours = stated.high_hours,
        low_hours = s.low_hours, high_hours = s.high_hours, difference_hours = s.low_hours - stated.low_hours,
        hours = verdict(stated.low_hours, stated.high_hours, s.low_hours, s.high_hours),
        stated_low = stated.low, stated_high = stated.high, low = s.low, high = s.high,
        money = verdict(stated.low, stated.high, s.low, s.high),
        low_all = s.low + (n - 1) * s.each_low, high_all = s.high + (n - 1) * s.each_high,
      }
      result[#result + 1] = row
      if row.hours == "differs" then tell(stated.pilot, row, lines, found) end
      if row.money == "differs" then
        found[#found + 1] = find("money-differs", {
          pilot = label(stated.pilot), stated_low = amount(stated.low, "öre"), stated_high = amount(stated.high, "öre"),
          low = amount(s.low, "öre"), high = amount(s.high, "öre"),
        }, "warning")
      end
      if n > 1 and s.each_high > 0 then
        found[#found + 1] = find("holds-for-one", {
          pilot = label(stated.pilot), stated_low = amount(stated.low, "öre"), stated_high = amount(stated.high, "öre"), members = n,
          low = amount(row.low_all, "öre"), high = amount(row.high_all, "öre"),
        }, "notice")
      end
    end
  end
  return result
end

local function year_of(day) return math.max(1, (day + 364) // 365) end

-- The lines that are booked in another year than the days of their milestone.
function check.years(milestones, by, found)
  local span = {}
  for _, m in ipairs(milestones) do span[m.pilot .. "/" .. m.sequence] = { m.start_day, m.end_day or m.start_day } end
  local rows, names = {}, {}
  for name in pairs(by) do names[#names + 1] = name end
  for _, name in ipairs(names) do
    local count = 0
    for _, row in ipairs(by[name]) do
      local days = row.milestone and span[name .. "/" .. row.milestone]
      if days and (row.year < year_of(days[1]) or row.year > year_of(days[2])) then
        count = count + 1
        rows[#rows + 1] = { pilot = name, line = row.line, phase = row.phase, booked = row.year, by_days = year_of(days[2]) }
      end
    end
    if count > 0 then found[#found + 1] = find("another-year", { pilot = label(name), count = count }, "notice") end
  end
  return rows
end

return check
