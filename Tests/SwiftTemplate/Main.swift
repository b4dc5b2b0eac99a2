// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

@main struct Main: Plugin {
    static let id = "cost-per-head"
    static let version = "0.1.0"
    static let analyses: [any Analysis] = [PerInhabitant()]
}
