// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain

/// A file that is read piece by piece, with the bytes that have been read and not yet dropped.
struct FileStream: ~Copyable {
    /// Bytes of the file when it was opened.
    let size: Int
    /// Whether its end has been read.
    private(set) var isAtEnd = false
    private let path: String
    private let descriptor: Int32
    private let buffer: UnsafeMutableRawBufferPointer
    private var start = 0
    private var end = 0
    private let piece: (UnsafeRawBufferPointer) -> Void
    /// Bytes that are held at most.
    private static let capacity = 1 << 20

    /// Opens a regular file.
    ///
    /// - Parameter piece: is given every byte as it is read.
    /// - Throws: as ``FileReader/read(_:)``.
    init(_ path: String, piece: @escaping (UnsafeRawBufferPointer) -> Void) throws {
        let opened = try FileReader.open(path)
        (descriptor, size) = (opened.descriptor, opened.size)
        self.path = path
        self.piece = piece
        buffer = .allocate(byteCount: Self.capacity, alignment: 16)
    }

    deinit {
        close(descriptor)
        buffer.deallocate()
    }

    /// The bytes held.
    var held: [UInt8] { Array(buffer[start..<end]) }

    /// Whether no more can be held.
    var isFull: Bool { end - start == Self.capacity }

    func starts(with bytes: [UInt8]) -> Bool { buffer[start..<end].starts(with: bytes) }

    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try body(UnsafeRawBufferPointer(rebasing: buffer[start..<end]).assumingMemoryBound(to: UInt8.self))
    }

    /// Lets go of the first so many bytes.
    mutating func drop(_ count: Int) { start += min(count, end - start) }

    /// Reads until no more can be held, or to the end of the file.
    mutating func fill() throws {
        if start > 0 {
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
            end -= start
            start = 0
        }
        while end < buffer.count, !isAtEnd {
            let got = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
            end += got
        }
    }

    /// The next so many values of a trivial type, bit by bit.
    mutating func values<Value: BitwiseCopyable>(_ count: Int, _: Value.Type = Value.self) throws -> [Value] {
        let wanted = count * MemoryLayout<Value>.stride
        var got = min(wanted, end - start)
        var failure: (any Error)?
        let values = [Value](unsafeUninitializedCapacity: count) { values, initialized in
            let bytes = UnsafeMutableRawBufferPointer(values)
            bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<start + got]))
            do {
                while got < wanted, !isAtEnd {
                    got += try read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[got..<wanted]))
                }
            } catch { failure = error }
            initialized = got / MemoryLayout<Value>.stride
        }
        if let failure { throw failure }
        guard values.count == count else {
            throw Problem(Localized(sv: "Filen är avhuggen.", en: "The file is cut off."), at: Place(file: path))
        }
        return values
    }

    private mutating func read(into bytes: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let got = Glibc.read(descriptor, bytes.baseAddress, min(bytes.count, 1 << 26))
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw FileReader.closed(path, errno) }
            isAtEnd = got == 0
            piece(UnsafeRawBufferPointer(rebasing: bytes[..<got]))
            return got
        }
    }
}
