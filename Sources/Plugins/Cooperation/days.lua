-- SPDX-License-Identifier: EUPL-1.2
-- Days of the Gregorian calendar, forth and back.

local days = {}

-- The day so many days after 1970-01-01, as text (Hinnant 2013, civil_from_days).
function days.text(number)
  local z = number + 719468
  local era = z // 146097
  local day_of_era = z - era * 146097
  local year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
  local day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
  local month = (5 * day_of_year + 2) // 153
  local year = year_of_era + era * 400 + (month >= 10 and 1 or 0)
  return string.format(
    "%04d-%02d-%02d", year, month < 10 and month + 3 or month - 9, day_of_year - (153 * month + 2) // 5 + 1)
end

-- So many days after a day, as text.
function days.after(text, number) return days.text(date.days(text) + number) end

-- A parameter that is a day, as text; the run's own day when it has no value.
function days.parameter(run, name)
  local text = run.parameters[name] or run.as_of
  if not pcall(date.days, text) then
    refuse {
      sv = "Parametern " .. name .. " är '" .. text .. "', som inte är en dag.",
      en = "The parameter " .. name .. " is '" .. text .. "', which is no day.",
      remedy = { sv = "Skriv den som 2027-01-31.", en = "Write it like 2027-01-31." },
    }
  end
  return text
end

return days
