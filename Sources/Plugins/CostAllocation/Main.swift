// SPDX-License-Identifier: EUPL-1.2

import SamverkPluginKit

/// The plugin CostAllocation: shares of a joint cost, and whether they hold together.
@main struct Main: Plugin {
    static let id = "cost-allocation"
    static let version = "0.1.0"
    static let analyses: [any Analysis] = [Allocate(), CoalitionCosts(), Departments(), Layers(), ActivityCosting()]
}
