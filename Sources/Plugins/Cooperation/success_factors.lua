-- SPDX-License-Identifier: EUPL-1.2
-- The ten success factors (002, sections 4.1.1, 5.5, 6 and 8.1; 003, sections 4.1 and 4.2) and what an answer to one is worth.

local factors = {
  "first-choice", "everyone-gains", "scale-economy", "right-expectations", "formal-ground", "clear-governance",
  "long-term-trust", "keep-alive", "focus-on-possible", "defined-cooperation",
}

-- What an answer counts as: nothing without evidence.
function factors.state(answer)
  if not answer or not answer.answer then return "unanswered" end
  if answer.answer == "no" then return "not-met" end
  if not answer.evidence or answer.evidence == "" then return "no-evidence" end
  return answer.answer == "yes" and "met" or "partly-met"
end

-- The answers of each cooperation by factor, and the cooperations in order.
function factors.by_cooperation(rows)
  local known, by, names = {}, {}, {}
  for _, factor in ipairs(factors) do known[factor] = true end
  for _, row in ipairs(rows or {}) do
    if not known[row.factor] then
      refuse {
        sv = "Framgångsfaktorn '" .. row.factor .. "' för " .. row.cooperation .. " är okänd.",
        en = "The success factor '" .. row.factor .. "' of " .. row.cooperation .. " is unknown.",
        remedy = { sv = "Det finns " .. table.concat(factors, ", ") .. ".", en = "There are " .. table.concat(factors, ", ") .. "." },
      }
    end
    if not by[row.cooperation] then
      by[row.cooperation] = {}
      names[#names + 1] = row.cooperation
    end
    by[row.cooperation][row.factor] = row
  end
  table.sort(names)
  return by, names
end

-- Whether a cooperation meets all factors with evidence; the only one there is when none is named.
function factors.met(rows, cooperation)
  local by, names = factors.by_cooperation(rows)
  local answers = by[cooperation or (#names == 1 and names[1]) or ""]
  if not answers then return false end
  for _, factor in ipairs(factors) do
    if factors.state(answers[factor]) ~= "met" then return false end
  end
  return true
end

return factors
