// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain

/// The terminal: its width, its colours, and where messages go.
enum Terminal {
    /// The language of `--lang` in these arguments, else of LC_ALL or LANG; English when neither says Swedish.
    static func language(_ arguments: [String]) -> Language {
        for (i, argument) in arguments.enumerated() {
            if argument == "--lang", i + 1 < arguments.count, let language = Language(rawValue: arguments[i + 1]) {
                return language
            }
            if argument.hasPrefix("--lang="), let language = Language(rawValue: String(argument.dropFirst(7))) {
                return language
            }
        }
        // All of the environment as a dictionary would take longer than what most commands do with it.
        let locale = ["LC_ALL", "LANG"].compactMap(variable).first { !$0.isEmpty } ?? ""
        return locale.hasPrefix("sv") ? .swedish : .english
    }

    /// A variable of the environment.
    private static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// Columns of the terminal; 100 when the output is none.
    static var width: Int {
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 { return Int(size.ws_col) }
        return ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? 100
    }

    /// Whether colours are welcome.
    static func color(_ options: GlobalOptions) -> Bool {
        let environment = ProcessInfo.processInfo.environment
        return !options.noColor && (environment["NO_COLOR"] ?? "").isEmpty && isatty(STDOUT_FILENO) == 1
            && environment["TERM"] != "dumb"
    }

    /// Writes a result.
    ///
    /// - Throws: ``Problem`` when the output cannot take it, such as a full disk. A reader that has gone away
    ///   (`samverk list runs | head -1`) is no problem: the command ends quietly.
    static func output(_ text: String) throws {
        switch write(text, to: STDOUT_FILENO) {
        case 0: return
        case EPIPE: throw Status(code: 0)
        case let code:
            throw Problem(
                Localized(
                    sv: "Resultatet kan inte skrivas: \(String(cString: strerror(code))).",
                    en: "The result cannot be written: \(String(cString: strerror(code)))."),
                remedy: Localized(
                    sv: "Se efter att disken har plats och att utmatningen är öppen.",
                    en: "See that the disk has room and that the output is open."))
        }
    }

    /// Writes a message; where nobody can read it there is nobody to tell.
    static func error(_ text: String) { _ = write(text, to: STDERR_FILENO) }

    /// Writes a text that ends in a line feed; gives 0, or the number of the error.
    private static func write(_ text: String, to descriptor: Int32) -> Int32 {
        write(raw: text.hasSuffix("\n") ? text : text + "\n", to: descriptor)
    }

    static func write(raw text: String, to descriptor: Int32) -> Int32 {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            bytes = bytes.dropFirst(count)
        }
        return 0
    }

    /// Writes problems, one block each, control characters shown rather than sent.
    static func complain(_ problems: [Problem], _ language: Language) {
        for problem in problems {
            error("samverk: " + visible(problem.text(language)))
        }
    }

    /// Writes what deserves a look though nothing is wrong, one block each.
    static func warn(_ warnings: [Problem], _ language: Language) {
        let word = Localized(sv: "varning", en: "warning")(language)
        for warning in warnings { error("\(word): " + visible(warning.text(language))) }
    }

    /// The text with control characters shown rather than sent: what came from outside must not steer the terminal.
    static func visible(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            scalar == "\n" || !(scalar.value < 32 || (127..<160).contains(scalar.value))
                ? String(scalar) : "\\x" + String(scalar.value, radix: 16)
        }.joined()
    }
}

/// A bar on standard error while a run goes on; nothing when that is no terminal.
actor ProgressBar {
    private let total: Int
    private let shown: Bool
    private let language: Language
    private var running: [String: Double] = [:]
    private var done = 0
    private let began = ContinuousClock.now

    init(total: Int, options: GlobalOptions) {
        self.total = total
        language = options.language
        shown = !options.quiet && isatty(STDERR_FILENO) == 1
    }

    func started(_ step: String) {
        running[step] = 0
        draw()
    }

    func progress(_ step: String, _ fraction: Double) {
        running[step] = fraction
        draw()
    }

    func finished(_ step: String) {
        running[step] = nil
        done += 1
        draw()
    }

    /// Takes the bar away, and the steps that will not be finished.
    func ended(_ steps: [String]) {
        for step in steps { running[step] = nil }
        clear()
    }

    /// Takes the bar away.
    func clear() { if shown { _ = Terminal.write(raw: "\r\u{1B}[K", to: STDERR_FILENO) } }

    private func draw() {
        guard shown else { return }
        let share = (Double(done) + running.values.reduce(0, +)) / Double(max(total, 1))
        let full = Int(share * 24)
        let bar = String(repeating: "█", count: full) + String(repeating: "░", count: max(0, 24 - full))
        let names = running.keys.sorted().joined(separator: ", ")
        let steps = language == .swedish ? "steg" : "steps"
        _ = Terminal.write(raw: "\r\u{1B}[K\(bar) \(done)/\(total) \(steps)\(left(share))  \(names)", to: STDERR_FILENO)
    }

    /// How long it takes yet if it goes on as it has; nothing while there is too little to judge by.
    private func left(_ share: Double) -> String {
        let gone = (ContinuousClock.now - began) / .seconds(1)
        guard share > 0.05, gone > 2 else { return "" }
        let seconds = Int((gone * (1 - share) / share).rounded(.up))
        let clock = "\(seconds / 60):" + (seconds % 60 < 10 ? "0" : "") + String(seconds % 60)
        return language == .swedish ? ", \(clock) kvar" : ", \(clock) left"
    }
}
