-- SPDX-License-Identifier: EUPL-1.2
return plugin {
  analyses = {
    forecast = require("forecast"),
    cost = require("cost"),
  },
}
