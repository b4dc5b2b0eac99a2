// SPDX-License-Identifier: EUPL-1.2

import SamverkPluginKit

/// The plugin `tbm`.
@main struct Main: Plugin {
    static let id = "tbm"
    static let version = "0.1.0"
    static let analyses: [any Analysis] = [CostShare()]
}
