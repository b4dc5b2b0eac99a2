-- SPDX-License-Identifier: EUPL-1.2
return plugin {
  analyses = {
    paths = require("paths"),
    ladder = require("ladder"),
    scenarios = require("scenarios"),
    plan = require("plan"),
    budget = require("budget"),
    factors = require("factors"),
    decisions = require("decisions"),
    forms = require("forms"),
  },
}
