-- SPDX-License-Identifier: EUPL-1.2
-- The milestones of the pilots as dates, which of them overlap, and what a delay does. Day 0 is the day the offer is published.

local days = require("days")

-- The pilots asked for, each with its milestones in order.
local function pilots_of(run)
  local wanted, by, names = nil, {}, {}
  if run.parameters.pilots then
    wanted = {}
    for _, id in ipairs(run.parameters.pilots) do wanted[id] = true end
  end
  for _, row in ipairs(run.inputs.milestones) do
    if not wanted or wanted[row.pilot] then
      if not by[row.pilot] then
        by[row.pilot] = {}
        names[#names + 1] = row.pilot
      end
      table.insert(by[row.pilot], { sequence = row.sequence, milestone = row.milestone, kind = row.kind,
        first = row.start_day, last = row.end_day or row.start_day })
    end
  end
  if #names == 0 then
    refuse {
      sv = "Ingen av piloterna har några milstolpar.", en = "None of the pilots has any milestones.",
      remedy = {
        sv = "Importera dem till cooperation/milestones, eller ändra pilots.",
        en = "Import them into cooperation/milestones, or change pilots.",
      },
    }
  end
  table.sort(names)
  for _, list in pairs(by) do table.sort(list, function(a, b) return a.sequence < b.sequence end) end
  return by, names
end

-- What is late: the milestone itself ends so many days later, and all that would begin on or after its end is moved as far. What
-- overlaps with it begins as planned: the source gives no dependencies, only days.
local function delay(by, parameters)
  local pilot, sequence, late = parameters.delayed_pilot, parameters.delayed_milestone, parameters.delay
  if not pilot or late == 0 then return end
  local list, held = by[pilot] or {}, nil
  for _, m in ipairs(list) do if m.sequence == sequence then held = m end end
  if not held then
    refuse {
      sv = "Piloten " .. pilot .. " har ingen milstolpe " .. tostring(sequence or "") .. " att försena.",
      en = "The pilot " .. pilot .. " has no milestone " .. tostring(sequence or "") .. " to delay.",
      remedy = { sv = "Numren står i tabellen plan.", en = "The numbers stand in the table plan." },
    }
  end
  for _, m in ipairs(list) do
    if m == held then m.late = { first = m.first, last = m.last + late }
    elseif m.first >= held.last then m.late = { first = m.first + late, last = m.last + late } end
  end
end

local function overlaps_of(pilot, list, rows)
  for i, a in ipairs(list) do
    for j = i + 1, #list do
      local b = list[j]
      local from = math.max((a.late or a).first, (b.late or b).first)
      local to = math.min((a.late or a).last, (b.late or b).last)
      if to > from then
        rows[#rows + 1] =
          { pilot = pilot, first = a.sequence, second = b.sequence, one = a.milestone, other = b.milestone, days = to - from }
      end
    end
  end
end

-- The months in which the milestones of a pilot go on: how many, and how many of them are decisions.
local function months_of(pilot, list, start, seen, rows)
  for _, m in ipairs(list) do
    local now = m.late or m
    local first, last = days.after(start, now.first):sub(1, 7), days.after(start, now.last):sub(1, 7)
    local day = now.first
    local month = first
    while month <= last do
      local key = pilot .. month
      if not seen[key] then
        seen[key] = { pilot = pilot, month = month, running = 0, decisions = 0 }
        rows[#rows + 1] = seen[key]
      end
      seen[key].running = seen[key].running + 1
      if m.kind == "decision" then seen[key].decisions = seen[key].decisions + 1 end
      repeat
        day = day + 1
      until days.after(start, day):sub(1, 7) ~= month
      month = days.after(start, day):sub(1, 7)
    end
  end
end

return function(run)
  local start = days.parameter(run, "start")
  local by, names = pilots_of(run)
  delay(by, run.parameters)
  local plan, overlaps, months, pilots, found = {}, {}, {}, {}, {}
  for _, name in ipairs(names) do
    local list, last, late, decisions = by[name], 0, 0, {}
    for _, m in ipairs(list) do
      local now = m.late or m
      plan[#plan + 1] = {
        pilot = name, sequence = m.sequence, milestone = m.milestone, kind = m.kind,
        starts = days.after(start, now.first), ends = days.after(start, now.last), length = now.last - now.first,
        moved = now.last - m.last,
      }
      last, late = math.max(last, m.last), math.max(late, now.last)
      if m.kind == "decision" then decisions[#decisions + 1] = plan[#plan] end
    end
    table.sort(decisions, function(a, b) return a.ends < b.ends end)
    overlaps_of(name, list, overlaps)
    months_of(name, list, start, {}, months)
    local final = decisions[#decisions]
    pilots[#pilots + 1] = {
      pilot = name, starts = start, ends = days.after(start, late), last_day = late, decisions = #decisions,
      first_decision = decisions[1] and decisions[1].ends or nil, last_decision = final and final.ends or nil,
      moved = late - last,
    }
    if decisions[1] then
      found[#found + 1] = find("first-decision", {
        pilot = label(name), milestone = label(decisions[1].milestone), from = day(decisions[1].starts), to = day(decisions[1].ends),
      })
    end
    if run.parameters.delayed_pilot == name and run.parameters.delay > 0 then
      table.insert(found, 1, find("delay", {
        pilot = label(name), days = run.parameters.delay, planned = day(days.after(start, last)), ends = day(days.after(start, late)),
        moved = late - last,
      }, "notice"))
    end
  end
  table.sort(months, function(a, b)
    if a.month ~= b.month then return a.month < b.month end
    return a.pilot < b.pilot
  end)
  return { tables = { pilots = pilots, plan = plan, months = months, overlaps = overlaps }, findings = found }
end
