// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkScripting

/// What a rule's text says of itself, known without running its `apply`.
public struct RuleHead: Hashable, Sendable {
    /// The line of `apply`.
    var line: Int?
    /// Hook, basis, from, to, api, title.
    var fields: JSONObject

    /// The head as it is remembered.
    public var wire: JSON { ["line": line.map(JSON.integer) ?? .null, "fields": .object(fields)] }

    /// Reads the remembered form; nil when it is not one.
    public init?(wire: JSON) {
        guard let fields = wire["fields"]?.object else { return nil }
        self.fields = fields
        line = wire["line"]?.integer
    }

    init(_ script: LoadedScript) {
        line = script.line
        fields = script.metadata
    }
}

/// Remembers what rules said of themselves, by the bytes of their files: the same bytes say the same.
public struct RuleMemory: Sendable {
    let recall: @Sendable (RuleFile) -> RuleHead?
    let keep: @Sendable (RuleFile, RuleHead) -> Void

    /// A memory of two functions, which are called from several tasks.
    public init(
        recall: @escaping @Sendable (RuleFile) -> RuleHead?, keep: @escaping @Sendable (RuleFile, RuleHead) -> Void
    ) {
        self.recall = recall
        self.keep = keep
    }
}

extension RuleHead {
    /// Workers that read at a time: each is a process.
    private static let together = 8

    /// What each file says of itself, or why it says nothing, in their order.
    static func read(_ files: [RuleFile], worker: String, memory: RuleMemory?) async -> [Result<RuleHead, any Error>] {
        await withTaskGroup(of: (Int, Result<RuleHead, any Error>).self) { group in
            var heads = [Result<RuleHead, any Error>?](repeating: nil, count: files.count)
            var running = 0
            for (i, file) in files.enumerated() {
                if let known = memory?.recall(file) {
                    heads[i] = .success(known)
                    continue
                }
                if running == together, let (j, head) = await group.next() {
                    heads[j] = head
                    running -= 1
                }
                running += 1
                group.addTask {
                    do {
                        let script = try await ScriptWorker.with(worker) { worker in
                            try await worker.load(file.source, file: file.path, mustBeRule: true)
                        }
                        let head = RuleHead(script)
                        memory?.keep(file, head)
                        return (i, .success(head))
                    } catch { return (i, .failure(error)) }
                }
            }
            for await (j, head) in group { heads[j] = head }
            return heads.map { $0 ?? .failure(CancellationError()) }
        }
    }
}
