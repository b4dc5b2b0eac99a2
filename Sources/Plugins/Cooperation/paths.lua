-- SPDX-License-Identifier: EUPL-1.2
-- The four paths of Kommunutredningen (002, section 3.1.1, figure 5). The source weighs no point against another: sums are
-- shown only of weights that the user has given, and never a recommendation without them.

local paths = {
  {
    id = "cooperation", steers = "both-steer", legal = "legal-exchange",
    strengths = { "specialisation", "coordination", "sovereignty" },
    weaknesses = { "decisions-away", "unclear-democracy", "transaction-costs", "voluntary" },
  },
  {
    id = "asymmetric", steers = "one-steers", legal = "legal-exchange",
    strengths = { "fitted", "scale-nearness" },
    weaknesses = { "segregation-between", "less-attractive", "unclear-democracy" },
  },
  {
    id = "merger", steers = "new-municipality", legal = "legal-merger",
    strengths = { "scale", "holistic", "recruits-politicians" },
    weaknesses = { "less-local", "segregation-inside", "decisions-away" },
  },
  {
    id = "transfer", steers = "new-principal", legal = "legal-transfer",
    strengths = { "equality", "scale" },
    weaknesses = { "less-local", "bureaucracy", "less-transparent" },
  },
}

local function weights_of(rows)
  local weights = {}
  for _, row in ipairs(rows or {}) do weights[row.path .. "/" .. row.point] = row.weight end
  return weights
end

-- Refuses weights of points that no path has.
local function check(weights)
  local known = {}
  for _, path in ipairs(paths) do
    for _, list in ipairs { path.strengths, path.weaknesses } do
      for _, point in ipairs(list) do known[path.id .. "/" .. point] = true end
    end
  end
  for name in pairs(weights) do
    if not known[name] then
      refuse {
        sv = "Vikten gäller " .. name .. ", men ingen väg har den punkten.",
        en = "A weight is of " .. name .. ", but no path has that point.",
        remedy = { sv = "Punkterna står i tabellen points.", en = "The points stand in the table points." },
      }
    end
  end
end

local function sum(path, list, weights)
  local total, count = 0, 0
  for _, point in ipairs(list) do
    local weight = weights[path.id .. "/" .. point]
    if weight then total, count = total + weight, count + 1 end
  end
  return total, count
end

return function(run)
  local weights = weights_of(run.inputs.weights)
  check(weights)
  local points, list, best, weighed = {}, {}, nil, 0
  for _, path in ipairs(paths) do
    for kind, names in pairs { strength = path.strengths, weakness = path.weaknesses } do
      for _, point in ipairs(names) do
        points[#points + 1] = { path = path.id, kind = kind, point = point, weight = weights[path.id .. "/" .. point] }
      end
    end
    local plus, plus_count = sum(path, path.strengths, weights)
    local minus, minus_count = sum(path, path.weaknesses, weights)
    local count = #path.strengths + #path.weaknesses
    local row = {
      path = path.id, steers = path.steers, strengths = #path.strengths, weaknesses = #path.weaknesses, legal = path.legal,
      unweighted = count - plus_count - minus_count,
    }
    if plus_count + minus_count > 0 then
      row.strength_weight, row.weakness_weight, row.balance = plus, minus, plus - minus
      if not best or row.balance > best.balance then best = row end
    end
    weighed = weighed + plus_count + minus_count
    list[#list + 1] = row
  end
  local found = {}
  if not best then found[1] = find("no-weights", {}, "notice")
  elseif weighed < #points then found[1] = find("some-weights", { count = weighed, all = #points }, "notice")
  else found[1] = find("heaviest", { path = label(best.path), balance = best.balance }) end
  found[#found + 1] = find("may-we-charge", {}, "notice")
  return { tables = { paths = list, points = points }, findings = found }
end
