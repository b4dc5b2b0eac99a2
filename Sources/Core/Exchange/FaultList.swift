// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Collects the faults of a file: the first hundred in full, the rest as a number.
public struct FaultList: Sendable {
    /// The faults kept, in the order they were found.
    public private(set) var listed: [Problem] = []
    /// How many there were beyond those.
    public private(set) var more = 0
    /// How many are listed in full.
    public static let limit = 100

    /// An empty list.
    public init() {}

    /// Whether no fault was found.
    public var isEmpty: Bool { listed.isEmpty }

    /// Adds a fault.
    public mutating func add(_ problem: @autoclosure () -> Problem) {
        if listed.count < Self.limit { listed.append(problem()) } else { more += 1 }
    }

    /// Adds the faults of a part of the file, whose lines count from elsewhere.
    mutating func add(_ other: FaultList, movedBy lines: Int) {
        for var problem in other.listed {
            problem.place.line = problem.place.line.map { $0 + lines }
            add(problem)
        }
        more += other.more
    }

    /// The faults by line and column, with a last one that tells how many more there are.
    public var problems: [Problem] {
        func position(_ fault: (offset: Int, element: Problem)) -> (Int, Int, Int) {
            (fault.element.place.line ?? 0, fault.element.place.column ?? 0, fault.offset)
        }
        var all = listed.enumerated().sorted { position($0) < position($1) }.map(\.element)
        if more > 0 {
            all.append(
                Problem(
                    Localized(sv: "... och \(more) fel till.", en: "... and \(more) more faults."),
                    at: Place(file: listed.first?.place.file)))
        }
        return all
    }

    /// Throws the faults unless there are none.
    public func throwIfAny() throws { try Problems.throwIfAny(problems) }
}
