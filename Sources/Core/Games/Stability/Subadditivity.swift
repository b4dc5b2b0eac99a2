// SPDX-License-Identifier: EUPL-1.2

/// Whether together never costs more than apart, and where it does.
public struct Subadditivity: Sendable {
    /// How many coalitions would cost less in two parts.
    public let violations: Int
    /// The coalition that would save most in two parts, and the part with its first member; nil when there is none.
    public let worst: (coalition: Int, part: Int)?
    /// Whether every way to split every coalition was tried, or only to leave one member out.
    public let isComplete: Bool
}

extension CostGame {
    /// Most players for whom all 3^n splits are tried.
    public static let mostSplit = 15

    /// Looks for coalitions that would cost less in two parts.
    public func subadditivity() -> Subadditivity {
        let complete = players <= Self.mostSplit
        let slack = largest > 0x1p53 ? largest * 1e-12 : 0
        var violations = 0
        var worst: (coalition: Int, part: Int)?
        var most = 0.0
        for coalition in costs.indices where coalition & (coalition - 1) != 0 {
            var saved = 0.0
            var best = 0
            // A split is tried once: by the part that lacks the first member.
            let lowest = coalition & -coalition
            let rest = coalition ^ lowest
            var other = complete ? rest : coalition
            while other != 0 {
                let part = complete ? other : other & -other
                let saving = costs[coalition] - costs[part] - costs[coalition ^ part]
                if saving > saved {
                    saved = saving
                    best = coalition ^ part
                }
                other = complete ? (other - 1) & rest : other & (other - 1)
            }
            guard saved > slack else { continue }
            violations += 1
            if saved > most {
                most = saved
                worst = (coalition, best)
            }
        }
        return Subadditivity(violations: violations, worst: worst, isComplete: complete)
    }
}
