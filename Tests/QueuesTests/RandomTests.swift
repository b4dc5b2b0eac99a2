// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import Testing

@testable import SamverkQueues

@Suite("Random numbers that belong to the customer")
struct RandomTests {
    @Test("the tables' log and exp are right to the last bits")
    func quickMath() {
        let math = QuickMath()
        defer { math.deallocate() }
        var worst = (log: 0.0, exp: 0.0)
        for i in 0..<200_000 {
            let bits = SplitMix64.mixed(UInt64(i))
            let u = CustomerRandom.uniform(bits)
            let exact = OwnMath.log(u)
            worst.log = max(worst.log, abs(math.log(u) - exact) / max(1, abs(exact)))
            let x = 60 * u - 30
            worst.exp = max(worst.exp, abs(math.exp(x) / OwnMath.exp(x) - 1))
        }
        #expect(worst.log < 4.5e-16 && worst.exp < 6e-16, "\(worst)")
        #expect(math.log(1) == 0 && math.exp(0) == 1)
    }

    @Test("a uniform number is never 0 or 1")
    func ends() {
        #expect(CustomerRandom.uniform(0) == 0x1p-53)
        #expect(CustomerRandom.uniform(.max) == 1 - 0x1p-53)
        let math = QuickMath()
        defer { math.deallocate() }
        #expect(-math.log(CustomerRandom.uniform(.max)) > 0)
        #expect((-math.log(CustomerRandom.uniform(0))).isFinite)
    }

    @Test(
        "normal quantiles as tabulated",
        arguments: [
            (0.5, 0), (0.975, 1.959963984540054), (0.9995, 3.2905267314919255), (1e-10, -6.361340902404056),
            (0.25, -0.6744897501960817), (1e-300, -37.0471),
        ])
    func normal(_ p: Double, _ z: Double) {
        let math = QuickMath()
        defer { math.deallocate() }
        #expect(abs(NormalQuantile.z(p, math) - z) <= 1e-14 * max(1, abs(z)) + (p < 1e-200 ? 1e-4 : 0))
    }

    @Test(
        "t quantiles as tabulated",
        arguments: [
            (0.05, 2, 4.302652729911275), (0.05, 9, 2.2621571627409915), (0.001, 29, 3.6594050194663),
            (0.05, 4, 2.7764451051977987),
            (0.001, 39, 3.5581), (0.05, 1000, 1.9623390808264),
        ])
    func studentT(_ chance: Double, _ degrees: Int, _ t: Double) {
        #expect(abs(StudentT.quantile(twoSided: chance, degrees: degrees) - t) < 1e-4)
    }

    @Test(
        "means and variances are those asked for",
        arguments: [
            SamverkQueues.Duration.exponential(mean: 9), .constant(4), .lognormal(mean: 9, variation: 1.2),
            .gamma(mean: 7, variation: 0.3), .gamma(mean: 7, variation: 2), .empirical([1, 2, 6]),
            .hyperexponential(chance: 0.75, mean: 3, otherwise: 27),
        ])
    func moments(_ duration: SamverkQueues.Duration) {
        let math = QuickMath()
        let sampler = Sampler(duration, math)
        defer {
            sampler.deallocate()
            math.deallocate()
        }
        let key = CustomerRandom.key(1, replication: 0, subject: 3, .handle)
        let n = 400_000
        var (sum, squares) = (0.0, 0.0)
        for k in 0..<n {
            let x = sampler.draw(key, UInt64(k), math)
            #expect(x >= 0)
            sum += x
            squares += x * x
        }
        #expect(abs(sum / Double(n) / duration.mean - 1) < 0.02, "\(duration)")
        #expect(abs(squares / Double(n) / duration.meanSquare - 1) < 0.1, "\(duration)")
    }

    @Test(
        "a customer's work does not depend on who came before, on the replication's other purposes, or on how it is routed"
    )
    func belonging() {
        let key = CustomerRandom.key(5, replication: 2, subject: 0, .handle)
        let other = CustomerRandom.key(5, replication: 2, subject: 0, .patience)
        #expect(CustomerRandom.bits(key, 7) == CustomerRandom.bits(key, 7))
        #expect(CustomerRandom.bits(key, 7) != CustomerRandom.bits(other, 7))
        #expect(key != CustomerRandom.key(5, replication: 3, subject: 0, .handle))
        #expect(key != CustomerRandom.key(6, replication: 2, subject: 0, .handle))
    }

    @Test("day factors have the variation and correlation asked for", arguments: [0.0, 0.5, 1])
    func dayFactors(_ correlation: Double) {
        var scenario = ServiceScenario.desks([(0.1, 1), (0.1, 1)], .exponential(mean: 9))
        scenario.dayFactor = .init(variation: 0.3, correlation: correlation)
        let math = QuickMath()
        defer { math.deallocate() }
        let demand = Demand(scenario, seed: 4, replication: 0, math)
        let n = 40_000
        let pairs = (0..<n).map { (demand.dayFactor(0, day: UInt64($0)), demand.dayFactor(1, day: UInt64($0))) }
        let mean = pairs.reduce(0) { $0 + $1.0 } / Double(n)
        let variance = pairs.reduce(0) { $0 + ($1.0 - 1) * ($1.0 - 1) } / Double(n)
        let together = pairs.reduce(0) { $0 + ($1.0 - 1) * ($1.1 - 1) } / Double(n)
        #expect(abs(mean - 1) < 0.01)
        #expect(abs(variance / 0.09 - 1) < 0.05)
        #expect(abs(together / variance - correlation) < 0.03)
    }
}
