// SPDX-License-Identifier: EUPL-1.2

import SamverkQueues

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// samverk-bench-queues MODEL CUSTOMERS [THREADS]: one line, tab-separated: model, customers, seconds, customers a second, share that
// waits, mean wait of those answered in minutes, share answered abroad, peak memory in kB.

let arguments = CommandLine.arguments
let customers = arguments.count > 2 ? Int(arguments[2]) ?? 1_000_000 : 1_000_000
let threads = arguments.count > 3 ? Int(arguments[3]) ?? 1 : 1
let onTheWall = arguments.count > 3
let replications = onTheWall ? 160 : 1
let each = customers / replications

/// Processor time, so that other programs do not count; the time on the wall where a number of threads is given.
func seconds() -> Double {
    var now = timespec()
    clock_gettime(onTheWall ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
}

// samverk-bench-queues coalitions: agent half hours of all coalitions of fourteen desks, and the least seconds of five runs.
if arguments.count > 1, arguments[1] == "coalitions" {
    var best = Double.infinity
    var sum = 0
    for _ in 0..<5 {
        let start = seconds()
        sum = staffedCoalitions()
        best = min(best, seconds() - start)
    }
    print("\(sum)\t\(best)")
    exit(0)
}

let models: [String: ServiceScenario] = [
    "one": Models.oneDesk(customers: each), "one-full": Models.oneDeskInFull(customers: each),
    "fourteen": Models.fourteenDesks(customers: each, .push),
    "fourteen-pull": Models.fourteenDesks(customers: each, .giveAndTake),
    "fourteen-full": Models.fourteenDesksInFull(customers: each),
    "fourteen-lognormal": Models.fourteenDesksInFull(
        customers: each, handle: .lognormal(mean: 9, variation: 1.2)),
]
guard arguments.count > 1, let scenario = models[arguments[1]] else {
    print(
        "usage: samverk-bench-queues MODEL CUSTOMERS [THREADS]; models: \(models.keys.sorted().joined(separator: " "))")
    exit(2)
}

let simulation = try Simulation(scenario, seed: 1)
let start = seconds()
let result = simulation.run(replications, threads: threads)
let taken = seconds() - start
let total = result.total
var usage = rusage()
#if canImport(Glibc)
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
#else
    getrusage(RUSAGE_SELF, &usage)
#endif
let columns: [String] = [
    arguments[1], "\(total.offered)", "\(taken)", "\(Double(total.offered) / taken)",
    "\(total.waitProbability ?? 0)", "\(total.meanWaitAnswered ?? 0)",
    "\(Double(total.foreign) / Double(max(1, total.answered)))", "\(usage.ru_maxrss)",
]
print(columns.joined(separator: "\t"))
