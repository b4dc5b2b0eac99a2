-- SPDX-License-Identifier: EUPL-1.2
-- Which of the scenarios 0 to 5 (002, section 6) suits each capability, by how many are strong (levels 3 and 4) and how many weak (0 and 1).

local texts = require("scenario_texts")
local factors = require("success_factors")

local HELD_BACK = "capability-map/visibility@1"
local pilots = { "pilot-1", "pilot-2", "pilot-3", "pilot-4", "pilot-5" }

-- The assessments that may be shown: by the registry, and by what each respondent's own rule says.
local function shown(run)
  local group = {}
  for _, row in ipairs(run.inputs.capabilities or {}) do group[row.id] = row end
  local rows = {}
  for i, row in ipairs(run.inputs.assessments) do
    local known = group[row.capability]
    rows[i] = {
      municipality = row.respondent, ["capability.id"] = row.capability, ["capability.area"] = known and known.area or "",
      ["capability.group"] = known and known.group or "", registry = row.visibility, default = row.visibility,
    }
  end
  local kept, held = {}, 0
  for i, answer in ipairs(rules(HELD_BACK, rows)) do
    local row = run.inputs.assessments[i]
    if (answer.value or row.visibility) == "shared" then kept[#kept + 1] = row else held = held + 1 end
  end
  return kept, held, group
end

-- The selection rule: scenario, its alternative, and which line of the rule it was.
local function suggest(count, group, critical)
  local upholds = group == "maintain" or group == "supply"
  if count.high == 0 then return 1, "buy", "nobody-strong" end
  if count.low == 0 then
    if critical then return 3, "scenario-1", "nobody-weak-critical" end
    return 1, nil, "nobody-weak"
  end
  if 3 * count.low < count.all then return 2, nil, "few-weak" end
  return upholds and 4 or 2, nil, upholds and "many-weak-upheld" or "many-weak"
end

local function counted(rows)
  local counts, order = {}, {}
  for _, row in ipairs(rows) do
    local count = counts[row.capability]
    if not count then
      count = { all = 0, high = 0, low = 0 }
      counts[row.capability] = count
      order[#order + 1] = row.capability
    end
    count.all = count.all + 1
    if row.level >= 3 then count.high = count.high + 1 end
    if row.level <= 1 then count.low = count.low + 1 end
  end
  return counts, order
end

-- Groups with three capabilities or more that many are weak in, and whether all success factors are met.
local function groups_of(suggestions, met)
  local many, names = {}, {}
  for _, row in ipairs(suggestions) do
    local group = row.group
    if group and (row.rule == "many-weak" or row.rule == "many-weak-upheld") then
      if not many[group] then names[#names + 1] = group end
      many[group] = (many[group] or 0) + 1
    end
  end
  table.sort(names)
  local rows = {}
  for _, group in ipairs(names) do
    if many[group] >= 3 then rows[#rows + 1] = { group = group, capabilities = many[group], offered = met } end
  end
  return rows
end

return function(run)
  local critical = {}
  for _, id in ipairs(run.parameters.critical or {}) do critical[id] = true end
  local kept, held, map = shown(run)
  local counts, order = counted(kept)
  table.sort(order, function(a, b)
    local x, y = map[a] and map[a].map_order or math.huge, map[b] and map[b].map_order or math.huge
    if x ~= y then return x < y end
    return a < b
  end)
  local suggestions, per = {}, { [0] = 0, 0, 0, 0, 0, 0 }
  for _, id in ipairs(order) do
    local count, group = counts[id], map[id] and map[id].group or nil
    local number, other, rule = suggest(count, group, critical[id])
    per[number] = per[number] + 1
    suggestions[#suggestions + 1] = {
      capability = id, group = group, ratings = count.all, high = count.high, low = count.low, rule = rule,
      scenario = "scenario-" .. number, alternative = other, pilot = pilots[number],
    }
  end
  local met = factors.met(run.inputs.answers, run.parameters.cooperation)
  local groups = groups_of(suggestions, met)
  local scenarios, points = {}, {}
  for _, scenario in ipairs(texts) do
    scenarios[#scenarios + 1] = {
      scenario = scenario.id, who = scenario.who, responsibility = scenario.responsibility, path = scenario.path,
      capabilities = per[scenario.number], pilot = pilots[scenario.number],
    }
    for _, kind in ipairs(texts.kinds) do
      for place, point in ipairs(scenario[kind] or {}) do
        points[#points + 1] = { scenario = scenario.id, kind = kind, place = place, point = point }
      end
    end
  end
  local found = { find("spread", { count = #suggestions, one = per[1], two = per[2], three = per[3], four = per[4] }) }
  for _, row in ipairs(groups) do
    found[#found + 1] = find(row.offered and "joint-offered" or "joint-waits", { group = label(row.group), count = row.capabilities })
  end
  if held > 0 then found[#found + 1] = find("held-back", { count = held }, "notice") end
  return {
    tables = { suggestions = suggestions, scenarios = scenarios, groups = groups, points = points }, findings = found,
  }
end
