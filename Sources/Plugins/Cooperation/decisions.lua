-- SPDX-License-Identifier: EUPL-1.2
-- What must be decided before a cooperation begins, by whom, on what ground of law, and when at the latest. The days are our
-- proposals; the law says what, seldom when.

local days = require("days")

-- days before the start; who decides; law; whether the form or a parameter makes it needed.
local items = {
  { "letter-of-intent", 365, "directors", "law-none" },
  { "unions-informed", 330, "employers", "law-information" },
  { "procurement-basis", 300, "procurers", "law-procurement" },
  { "work-environment", 270, "employers", "law-work-environment", "staff" },
  { "secrecy", 240, "lawyers", "law-secrecy" },
  { "personal-data", 240, "controllers", "law-personal-data" },
  { "impact-assessment", 210, "controllers", "law-impact-assessment" },
  { "unions-negotiated", 210, "employers", "law-negotiation" },
  { "self-cost", 195, "boards", "law-self-cost" },
  { "agreement-text", 180, "boards", "law-form" },
  { "preparation", 150, "boards", "law-preparation" },
  { "councils", 120, "assemblies", "law-councils" },
  { "appeal-time", 95, "lawyers", "law-appeal" },
  { "staff-transfer", 90, "employers", "law-staff-transfer", "staff" },
  { "rules-of-procedure", 75, "assemblies", "law-rules-of-procedure", "body" },
  { "delegation", 60, "boards", "law-delegation" },
  { "archive", 60, "archivists", "law-archive" },
  { "continuity", 45, "security", "law-secrecy-measures" },
  { "follow-up", -365, "boards", "law-follow-up" },
}

local bodies = { ["joint-board"] = true, federation = true }

return function(run)
  local start, form = days.parameter(run, "start"), run.parameters.form
  local rows, found, late, first = {}, {}, 0, nil
  for place, item in ipairs(items) do
    local needed = (item[5] ~= "staff" or run.parameters.staff_moves) and (item[5] ~= "body" or bodies[form] or false)
    local law = item[4] == "law-form" and "law-" .. form or item[4]
    local row = {
      item = item[1], place = place, due = days.after(start, -item[2]), days_before = item[2], who = item[3], law = law,
      state = not needed and "not-needed" or days.after(start, -item[2]) < run.as_of and "overdue" or "ahead",
    }
    rows[#rows + 1] = row
    if row.state == "overdue" then late = late + 1 end
    if row.state == "ahead" and (not first or row.due < first.due) then first = row end
  end
  if first then found[1] = find("first", { item = label(first.item), who = label(first.who), due = day(first.due), start = day(start) }) end
  if late > 0 then found[#found + 1] = find("overdue", { count = late, as_of = day(run.as_of) }, "warning") end
  found[#found + 1] = find("ask-a-lawyer", {}, "notice")
  return { tables = { decisions = rows }, findings = found }
end
