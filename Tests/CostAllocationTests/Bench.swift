// SPDX-License-Identifier: EUPL-1.2

import SamverkTestSupport

@testable import SamverkCostAllocation

/// The plugin on a bench, made once: reading its manifest takes longer than a small run.
let bench = Result { try PluginBench(Main.self, room: "CostAllocation") }
