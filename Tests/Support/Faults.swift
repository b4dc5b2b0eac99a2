// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

/// What is wrong, as the user reads it: the problems that a body throws, none when it throws nothing.
public func faults(_ body: () throws -> Any) -> [Problem] {
    do {
        _ = try body()
        return []
    } catch {
        if let problems = Problems.told(by: error) { return problems }
        Issue.record("not a Problem: \(error)")
        return []
    }
}

/// Place and English message of each fault, one a line.
public func told(_ faults: [Problem]) -> [String] { faults.map { $0.place.description + ": " + $0.message.en } }
