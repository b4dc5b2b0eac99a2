// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain

extension Plugin {
    /// Serves the host on standard input and output until the input ends. This is a plugin's `main`.
    public static func main() {
        signal(SIGPIPE, SIG_IGN)
        let lines = LineReader()
        while let line = lines.next() {
            guard let message = try? Message(line: line), case .request(let id, let method, let params) = message else {
                return
            }
            let reply: Message
            switch method {
            case "hello": reply = greet(id, params)
            case "run": reply = serve(id, params, lines)
            default: reply = .failure(id: id, Problem("Unknown method '\(method)'."))
            }
            send(reply)
        }
    }

    /// Takes of the host's offer what this code speaks.
    private static func greet(_ id: Int, _ params: JSON) -> Message {
        do throws(Problem) {
            let offer = try HelloOffer(wire: params)
            guard let version = offer.versions.first(where: WireProtocol.versions.contains) else {
                throw Problem(
                    "It speaks \(WireProtocol.version), which was not offered (\(offer.versions.joined(separator: ", "))).",
                    kind: .program)
            }
            // It computes without listening, so a cancel would be read too late.
            let features = offer.features.compactMap(WireProtocol.Feature.init).filter { $0 != .cancel }
            return .result(
                id: id,
                HelloAnswer(
                    version: version, plugin: Self.id, pluginVersion: Self.version, features: Set(features)
                ).wire)
        } catch { return .failure(id: id, error) }
    }

    private static func serve(_ id: Int, _ params: JSON, _ lines: LineReader) -> Message {
        do {
            guard var object = params.object, let run = object["run"] else { throw Problem("run: run") }
            object["run"] = nil
            // The working directory is the run's scratch folder.
            let tables = LargeTables(scratch: ".")
            let request = try RunRequest(wire: .object(object), tables)
            guard let analysis = analyses.first(where: { $0.id == request.analysis }) else {
                throw Problem("Unknown analysis '\(request.analysis)'.")
            }
            var nextID = 1
            let context = AnalysisContext(
                request,
                ask: { hook, rows in
                    nextID += 1
                    let rows = try tables.wire(rows, as: "rows-\(id)-\(nextID)")
                    send(
                        .request(
                            id: nextID, method: "rules", params: ["run": run, "hook": .string(hook), "rows": rows]))
                    guard let line = lines.next() else { throw Problem("The host went away.", kind: .program) }
                    switch try Message(line: line) {
                    case .result(let answered, let result) where answered == nextID:
                        var fields = try JSONFields(result, "rules")
                        let answers = try fields.array("answers").mapThrowing { json throws(Problem) in
                            try RuleAnswer(wire: json)
                        }
                        try fields.end()
                        return answers
                    case .failure(_, let problem): throw problem
                    default: throw Problem("The host answered out of turn.", kind: .program)
                    }
                },
                report: { fraction in send(.notification(method: "progress", params: ["fraction": .real(fraction)])) },
                say: { level, text in
                    send(
                        .notification(method: "log", params: ["level": .string(level.rawValue), "text": .string(text)]))
                })
            guard var result = try analysis.run(context).wire(tables, run: id).object else { throw Problem("result") }
            result["run"] = run
            return .result(id: id, .object(result))
        } catch let problem as Problem {
            return .failure(id: id, problem)
        } catch let problems as Problems {
            return .failure(id: id, problems.joined)
        } catch {
            return .failure(id: id, Problem("\(error)", kind: .program))
        }
    }

    private static func send(_ message: Message) {
        let bytes = message.line + [10]
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                exit(1)
            }
            sent += count
        }
    }
}

/// Reads lines from standard input.
private final class LineReader {
    private var bytes: [UInt8] = []
    private var start = 0

    func next() -> [UInt8]? {
        var searched = start
        while true {
            if let end = bytes[searched...].firstIndex(of: 10) {
                let line = Array(bytes[start..<end])
                start = end + 1
                return line
            }
            bytes.removeFirst(start)
            start = 0
            searched = bytes.count
            guard searched <= WireProtocol.largestMessage else { return nil }
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(0, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
