// SPDX-License-Identifier: EUPL-1.2

import SamverkPluginKit

/// The plugin SupportPooling: how many agents a service desk needs, alone and together, and what that costs.
@main struct Main: Plugin {
    static let id = "support-pooling"
    static let version = "0.1.0"
    static let analyses: [any Analysis] = [
        Staffing(), Pooled(), Exact(), CoalitionCosts(), Simulate(), Compare(),
    ]
}
