-- SPDX-License-Identifier: EUPL-1.2
-- The cooperation ladder (samtrappan; Länsstyrelsen 2017, by 002, section 1.7). A step counts as reached when its evidence, and that of
-- every step below, is registered; the five steps and their evidence are our reading, for the full list is an image in the source.

local steps = {
  { id = "conversation", evidence = "themes" },
  { id = "shared-view", evidence = "shared-problem" },
  { id = "collaboration", evidence = "project-charter" },
  { id = "cooperation", evidence = "signed-agreement" },
  { id = "joint-action", evidence = "decision-body" },
}

local function place_of(row)
  for i, step in ipairs(steps) do if step.id == row.step then return i end end
  refuse {
    sv = "Steget '" .. row.step .. "' för " .. row.cooperation .. " finns inte på samtrappan.",
    en = "The step '" .. row.step .. "' of " .. row.cooperation .. " is not on the ladder.",
    remedy = {
      sv = "Det finns conversation, shared-view, collaboration, cooperation och joint-action.",
      en = "There are conversation, shared-view, collaboration, cooperation and joint-action.",
    },
  }
end

return function(run)
  local given, names = {}, {}
  for _, row in ipairs(run.inputs.evidence) do
    if not given[row.cooperation] then
      given[row.cooperation] = {}
      names[#names + 1] = row.cooperation
    end
    given[row.cooperation][place_of(row)] = row.evidence or false
  end
  table.sort(names)
  local standing, list, found = {}, {}, {}
  for _, name in ipairs(names) do
    local evidence, reached = given[name], 0
    while evidence[reached + 1] do reached = reached + 1 end
    for place, step in ipairs(steps) do
      local state = place <= reached and "reached" or evidence[place] and "above-a-gap" or "not-reached"
      list[#list + 1] =
        { cooperation = name, step = step.id, place = place, state = state, evidence = evidence[place] or nil }
      if state == "above-a-gap" then
        found[#found + 1] = find("above-a-gap", {
          cooperation = label(name), step = label(step.id), missing = label(steps[reached + 1].evidence),
        }, "notice")
      end
    end
    local here, next_step = steps[reached], steps[reached + 1]
    standing[#standing + 1] = {
      cooperation = name, reached = reached, step = here and here.id or nil, next = next_step and next_step.id or nil,
      missing = next_step and next_step.evidence or nil,
    }
    if next_step then
      table.insert(found, 1, find("next-step", {
        cooperation = label(name), step = here and label(here.id) or label("no-step"), next = label(next_step.id),
        missing = label(next_step.evidence),
      }))
    else table.insert(found, 1, find("at-the-top", { cooperation = label(name), step = label(here.id) })) end
  end
  return { tables = { standing = standing, steps = list }, findings = found }
end
