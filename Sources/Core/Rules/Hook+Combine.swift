// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

extension Hook.Combine {
    /// What two answers to one row make together; nil when a sum is too large to be a whole number.
    ///
    /// - Parameters:
    ///   - former: what the rules before gave; nil when none had an opinion.
    ///   - latter: what the next one gives.
    public func merged(_ former: JSON?, _ latter: JSON) -> JSON? {
        guard let former else { return latter }
        switch self {
        case .override, .chain: return latter
        case .veto: return .bool(former == .bool(true) && latter == .bool(true))
        case .add:
            if let a = former.integer, let b = latter.integer {
                let (sum, overflow) = a.addingReportingOverflow(b)
                return overflow ? nil : .integer(sum)
            }
            guard let a = former.number, let b = latter.number, (a + b).isFinite else { return nil }
            return .real(a + b)
        }
    }

    /// Whether an answer is the sum or product of all that spoke, so that all are its authors; else the last is.
    var keepsAllAuthors: Bool { self == .add || self == .chain }
}
