// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Square-root staffing: agents = A + beta sqrt(A), where beta alone decides the share that waits. An approximation, which
/// is good for large loads.
///
/// - Source: Halfin and Whitt, *Heavy-traffic limits for queues with many exponential servers* (1981), eq. 2.3; Borst,
///   Mandelbaum and Reiman, *Dimensioning large call centers* (2004); with patience: Garnett, Mandelbaum and Reiman
///   (2002), sec. 4.
public enum SquareRoot {
    /// The share that waits at a beta above 0, when everyone waits: 1 / (1 + beta Phi(beta) / phi(beta)).
    public static func waitProbability(beta: Double) -> Double {
        1 / (1 + beta / Normal.hazard(-beta))
    }

    /// The share that waits when those who wait hang up: 1 / (1 + sqrt(r) h(beta / sqrt(r)) / h(-beta)), where r is
    /// handle time over patience and h the hazard of the normal distribution.
    public static func waitProbability(beta: Double, impatience: Double) -> Double {
        let root = impatience.squareRoot()
        return 1 / (1 + root * Normal.hazard(beta / root) / Normal.hazard(-beta))
    }

    /// The beta at which a share waits, when everyone waits; above 0 as the share lies between 0 and 1.
    public static func beta(waitProbability share: Double) -> Double {
        var low = 0.0
        var high = 1.0
        while waitProbability(beta: high) > share { high *= 2 }
        for _ in 0..<100 {
            let middle = (low + high) / 2
            if waitProbability(beta: middle) > share { low = middle } else { high = middle }
        }
        return high
    }

    /// The agents, with a fraction, at which a share waits.
    public static func agents(load: Double, waitProbability share: Double) -> Double {
        load + beta(waitProbability: share) * load.squareRoot()
    }
}
