// SPDX-License-Identifier: EUPL-1.2

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Threads that do numbered work, and hand it over in order. The thread that asks for the pieces works too while it waits for one.
///
/// At most four pieces a thread are done ahead of the one that is wanted, so that memory does not grow with the number of pieces.
/// All that threads share is behind one lock.
final class Crew: @unchecked Sendable {
    private let work: @Sendable (Int) -> Tally
    private let numbers: Range<Int>
    private let ahead: Int
    private var next: Int
    private var wanted: Int
    private var done: [Int: Tally] = [:]
    private var waiting = 0
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    #if canImport(Glibc)
        private var threads: [pthread_t] = []
    #else
        private var threads: [pthread_t?] = []
    #endif

    /// Starts all threads but the caller's own; where none can be started the caller does the work itself.
    init(_ numbers: Range<Int>, threads count: Int, _ work: @escaping @Sendable (Int) -> Tally) {
        self.work = work
        self.numbers = numbers
        ahead = 4 * count
        next = numbers.lowerBound
        wanted = numbers.lowerBound
        lock = .allocate(capacity: 1)
        changed = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        pthread_cond_init(changed, nil)
        for _ in 1..<max(1, count) {
            #if canImport(Glibc)
                var thread = pthread_t()
            #else
                var thread: pthread_t?
            #endif
            let crew = Unmanaged.passRetained(self)
            let status = pthread_create(&thread, nil, enter, crew.toOpaque())
            if status == 0 { threads.append(thread) } else { crew.release() }
        }
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(lock)
        changed.deallocate()
        lock.deallocate()
    }

    /// What a thread does until there is no more work.
    fileprivate func labour() {
        pthread_mutex_lock(lock)
        while next < numbers.upperBound {
            if !workOnNext() { wait() }
        }
        pthread_mutex_unlock(lock)
    }

    /// The piece of a number; must be asked for in order.
    func take(_ number: Int) -> Tally {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        while true {
            if let piece = done.removeValue(forKey: number) {
                wanted = number + 1
                tellOthers()
                return piece
            }
            if !workOnNext() { wait() }
        }
    }

    /// Does the next piece, with the lock open meanwhile; false when there is none that may be done yet.
    private func workOnNext() -> Bool {
        guard next < numbers.upperBound, next < wanted + ahead else { return false }
        let number = next
        next += 1
        pthread_mutex_unlock(lock)
        let piece = work(number)
        pthread_mutex_lock(lock)
        done[number] = piece
        tellOthers()
        return true
    }

    private func wait() {
        waiting += 1
        pthread_cond_wait(changed, lock)
        waiting -= 1
    }

    private func tellOthers() {
        if waiting > 0 { pthread_cond_broadcast(changed) }
    }

    /// Waits until the threads have ended.
    func join() {
        for thread in threads {
            #if canImport(Glibc)
                pthread_join(thread, nil)
            #else
                if let thread { pthread_join(thread, nil) }
            #endif
        }
    }
}

#if canImport(Glibc)
    private func enter(_ crew: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let crew { Unmanaged<Crew>.fromOpaque(crew).takeRetainedValue().labour() }
        return nil
    }
#else
    private func enter(_ crew: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<Crew>.fromOpaque(crew).takeRetainedValue().labour()
        return nil
    }
#endif
