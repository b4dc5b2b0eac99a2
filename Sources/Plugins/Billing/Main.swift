// SPDX-License-Identifier: EUPL-1.2

import SamverkPluginKit

/// The plugin `billing`.
@main struct Main: Plugin {
    static let id = "billing"
    static let version = "0.1.0"
    static let analyses: [any Analysis] = [Compare(), Demand(), TotalCost(), Pace(), Settlement(), Years(), Invoices()]
}
