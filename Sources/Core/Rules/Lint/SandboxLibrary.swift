// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// What a rule finds ready-made: the names that the sandbox has, and no others. Sources/Core/Worker is where they are;
/// a test asks the worker whether this list is true.
public enum SandboxLibrary {
    /// A function with its parameters and what it gives, as the Lua language server writes types.
    public struct Function: Hashable, Sendable {
        /// `string.rep`, or `pcall`.
        public var name: String
        /// `name: type`; a `?` after the name says that it may be left out.
        public var parameters: [String]
        public var returns: String
        public var summary: Localized

        init(_ name: String, _ parameters: [String], _ returns: String, _ sv: String, _ en: String) {
            self.name = name
            self.parameters = parameters
            self.returns = returns
            summary = Localized(sv: sv, en: en)
        }
    }

    /// The libraries: global tables of functions. `date` can also be called.
    public static let libraries = ["coroutine", "date", "math", "string", "table", "utf8"]

    /// Values that are no functions.
    public static let constants: [(name: String, type: String)] = [
        ("math.huge", "number"), ("math.maxinteger", "integer"), ("math.mininteger", "integer"), ("math.pi", "number"),
        ("utf8.charpattern", "string"),
    ]

    /// Every global name: functions, libraries, and the few others.
    public static let globals = Set(
        functions.map(\.name).filter { !$0.contains(".") } + libraries + ["_G", "_VERSION", "_ENV", "rule"])

    /// The members of each library.
    public static let members = Dictionary(
        grouping: (functions.map(\.name) + constants.map(\.name)).filter { $0.contains(".") }
            .map { $0.split(separator: ".").map(String.init) }, by: { $0[0] }
    ).mapValues { Set($0.map { $0[1] }) }

    /// What a rule has only where its hook allows chance.
    public static let sometimes: Set<String> = ["math.random"]

    /// What Lua has elsewhere and rules have not.
    public static let absent: Set<String> = [
        "collectgarbage", "debug", "dofile", "io", "load", "loadfile", "loadstring", "os", "package",
        "print", "rawset", "require", "warn",
    ]
}
