-- SPDX-License-Identifier: EUPL-1.2
-- The forms that a cooperation may have, side by side, and the examples that are registered of each.

local forms = {
  { "network", "law-none", false, false, "agree-each", "own-staff", "stays", "no-purchase", "scenario-1" },
  { "contractual-cooperation", "law-contractual-cooperation", false, false, "performer-decides", "performer-staff", "stays", "may-be-exempt", "scenario-4" },
  { "coordinated-procurement", "law-coordinated-procurement", false, false, "agree-each", "own-staff", "stays", "procured-together", "scenario-2" },
  { "joint-board", "law-joint-board", false, true, "board-decides", "host-staff", "moves-to-board", "inside-exempt", "scenario-5" },
  { "federation", "law-federation", true, true, "federation-decides", "federation-staff", "moves-to-federation", "inside-exempt", "scenario-5" },
  { "company", "law-company", true, true, "owners-decide", "company-staff", "stays-with-owners", "inside-exempt", "scenario-5" },
}

return function(run)
  local examples, register = {}, {}
  for _, row in ipairs(run.inputs.cooperations or {}) do
    examples[row.form] = (examples[row.form] or 0) + 1
    register[#register + 1] = {
      cooperation = row.id, name = row.name, form = row.form, path = row.path, step = row.step, members = row.members,
      started = row.started, ended = row.ended,
    }
  end
  local rows = {}
  for _, f in ipairs(forms) do
    rows[#rows + 1] = {
      form = f[1], law = f[2], own_person = f[3], joint_body = f[4], decides = f[5], employs = f[6], responsibility = f[7],
      procurement = f[8], scenario = f[9], examples = examples[f[1]] or 0,
    }
  end
  local ended = 0
  for _, row in ipairs(register) do if row.ended then ended = ended + 1 end end
  local found = { find("forms", { count = #rows, bodies = 3 }) }
  if #register > 0 then found[2] = find("register", { count = #register, ended = ended }) end
  return { tables = { forms = rows, register = register }, findings = found }
end
