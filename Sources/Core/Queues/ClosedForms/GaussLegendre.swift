// SPDX-License-Identifier: EUPL-1.2

/// Numerical integration of smooth functions.
enum GaussLegendre {
    /// Half of the nodes on (-1, 1), which lie symmetrically, and their weights (twenty points).
    ///
    /// - Source: Abramowitz and Stegun, *Handbook of Mathematical Functions* (1964), table 25.4.
    private static let nodes: [(node: Double, weight: Double)] = [
        (0.076526521133497334, 0.152753387130725851),
        (0.227785851141645078, 0.149172986472603747),
        (0.373706088715419561, 0.142096109318382051),
        (0.510867001950827098, 0.131688638449176627),
        (0.636053680726515025, 0.118194531961518417),
        (0.746331906460150793, 0.101930119817240435),
        (0.839116971822218823, 0.083276741576704749),
        (0.912234428251325906, 0.062672048334109064),
        (0.963971927277913791, 0.040601429800386941),
        (0.993128599185094925, 0.017614007139152118),
    ]

    /// Visits the nodes between a and b, each with its weight: the sum of weight times value is the integral, exact for
    /// polynomials up to degree 39.
    static func nodes(_ a: Double, _ b: Double, _ visit: (_ x: Double, _ weight: Double) -> Void) {
        let centre = (a + b) / 2
        let half = (b - a) / 2
        for (node, weight) in nodes {
            visit(centre - half * node, half * weight)
            visit(centre + half * node, half * weight)
        }
    }
}
