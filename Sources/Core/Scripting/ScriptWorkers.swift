// SPDX-License-Identifier: EUPL-1.2

import SamverkProcesses
import Synchronization

/// The workers of one run: one an owner, so that no party's script meets another's.
///
/// A worker is started when its owner is first asked for, keeps what it has compiled, and ends with ``close()``. One that
/// dies fails the question it died of and is replaced for the next.
public final class ScriptWorkers: Sendable {
    private let program: String
    private let limits: ScriptLimits
    private let silence: Duration
    private let desks = Mutex<[String: Desk]>([:])

    /// Makes it; nothing is started yet.
    ///
    /// - Parameter program: the path of `samverk-worker`.
    public init(
        _ program: String, limits: ScriptLimits = ScriptLimits(), silence: Duration = ScriptWorker.silence
    ) {
        self.program = program
        self.limits = limits
        self.silence = silence
    }

    deinit { for desk in desks.withLock({ $0 }).values { desk.bell.finish() } }

    /// Ends every worker and waits until they are gone.
    public func close() async {
        let open = desks.withLock { desks in
            defer { desks = [:] }
            return desks.values
        }
        for desk in open { desk.bell.finish() }
        for desk in open { await desk.task.value }
    }

    /// Uses the owner's worker; what is asked for one owner is done one after the other.
    ///
    /// - Throws: ``ScriptError`` of kind `crash` when the worker dies and `time` when it falls silent; what the body throws.
    public func use<Result: Sendable>(
        _ owner: String, body: @escaping @Sendable (ScriptWorker) async throws -> Result
    ) async throws -> Result {
        try Task.checkCancellation()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                submit(
                    Job(
                        run: { worker in
                            do {
                                continuation.resume(returning: try await body(worker))
                            } catch  where Self.isLost(after: error) {
                                throw error
                            } catch {
                                continuation.resume(throwing: error)
                            }
                        }, fail: { continuation.resume(throwing: $0) }),
                    for: owner)
            }
        } onCancel: {
            desks.withLock { $0[owner] }?.task.cancel()
        }
    }

    /// Whether nothing more can be asked of a worker after this.
    private static func isLost(after error: any Error) -> Bool {
        Task.isCancelled || error is ChildSilent || (error as? ScriptError)?.kind == .crash
    }

    private func submit(_ job: Job, for owner: String) {
        let desk = desks.withLock { desks in
            if let desk = desks[owner], desk.queue.add(job) { return desk }
            let desk = Desk(program, limits, silence) { [weak self] left in self?.move(left, to: owner) }
            _ = desk.queue.add(job)
            desks[owner] = desk
            return desk
        }
        desk.bell.yield()
    }

    private func move(_ jobs: [Job], to owner: String) {
        for job in jobs { submit(job, for: owner) }
    }
}

/// A question to a worker: `run` throws without an answer when the worker is lost, then `fail` answers.
private struct Job: Sendable {
    let run: @Sendable (ScriptWorker) async throws -> Void
    let fail: @Sendable (any Error) -> Void
}

/// The questions that wait, the one that is worked on first.
private final class Queue: Sendable {
    private let state = Mutex<(jobs: [Job], isOpen: Bool)>(([], true))

    func add(_ job: Job) -> Bool {
        state.withLock { state in
            if state.isOpen { state.jobs.append(job) }
            return state.isOpen
        }
    }

    var first: Job? { state.withLock { $0.jobs.first } }

    func dropFirst() { state.withLock { _ = $0.jobs.removeFirst() } }

    /// Takes no more, and gives back what was not answered.
    func close() -> [Job] {
        state.withLock { state in
            defer { state = ([], false) }
            return state.jobs
        }
    }
}

/// One owner's worker, served by a task of its own.
private struct Desk: Sendable {
    let queue: Queue
    let bell: AsyncStream<Void>.Continuation
    let task: Task<Void, Never>

    init(
        _ program: String, _ limits: ScriptLimits, _ silence: Duration, left: @escaping @Sendable ([Job]) -> Void
    ) {
        let queue = Queue()
        let (rings, bell) = AsyncStream<Void>.makeStream()
        self.queue = queue
        self.bell = bell
        task = Task {
            var failure: any Error = CancellationError()
            do {
                try await ScriptWorker.with(program, limits: limits, silence: silence) { worker in
                    for await _ in rings {
                        guard let job = queue.first else { continue }
                        try await job.run(worker)
                        queue.dropFirst()
                    }
                }
            } catch {
                failure = error
            }
            let jobs = queue.close()
            jobs.first?.fail(failure)
            left(Array(jobs.dropFirst()))
        }
    }
}
