// SPDX-License-Identifier: EUPL-1.2

import SamverkPluginKit

/// The plugin `capability-map`.
@main struct Main: Plugin {
    static let id = "capability-map"
    static let version = "0.1.0"
    static let analyses: [any Analysis] = [Summary(), Gaps()]
}
