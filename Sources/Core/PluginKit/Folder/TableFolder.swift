// SPDX-License-Identifier: EUPL-1.2

import Glibc
import SamverkDomain

/// An open folder that holds one table. Every file in it is reached through the open folder, and no link is followed: what
/// stands there may have been put there by somebody else.
struct TableFolder: ~Copyable {
    private let descriptor: Int32

    /// Makes a folder of a name in another folder.
    init(making name: String, in parent: String) throws(Problem) {
        guard mkdir(parent + "/" + name, 0o700) == 0 else { throw TableFolder.failed(name, errno) }
        try self.init(name, in: parent)
    }

    /// Opens a folder of a name in another folder.
    init(_ name: String, in parent: String) throws(Problem) {
        let parts = name.utf8
        guard !parts.isEmpty, parts.count <= 255, !name.hasPrefix("."), !parts.contains(UInt8(ascii: "/")),
            !parts.contains(0)
        else {
            throw Problem(
                Localized(sv: "'\(name.prefix(60))' är inget mappnamn", en: "'\(name.prefix(60))' is no folder's name"))
        }
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let opened = Glibc.open(parent + "/" + name, flags)
        guard opened >= 0 else { throw TableFolder.failed(name, errno) }
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// Writes a new file: a head, and values of a trivial type after it, bit by bit.
    func write<Value: BitwiseCopyable>(_ file: String, _ head: [UInt8], _ values: [Value]) throws(Problem) {
        let target = openat(descriptor, file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard target >= 0 else { throw TableFolder.failed(file, errno) }
        defer { close(target) }
        let code = head.withUnsafeBytes { TableFolder.write($0, to: target) }
        let failure = code == 0 ? values.withUnsafeBytes { TableFolder.write($0, to: target) } : code
        guard failure == 0 else { throw TableFolder.failed(file, failure) }
    }

    /// Writes all bytes; the error number, or 0 when it went well.
    private static func write(_ bytes: UnsafeRawBufferPointer, to target: Int32) -> Int32 {
        var written = 0
        while written < bytes.count, let base = bytes.baseAddress {
            let count = Glibc.write(target, base + written, min(bytes.count - written, 1 << 28))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return errno }
            written += count
        }
        return 0
    }

    /// Opens a file, if it is there, as a regular file.
    func open(_ file: String) throws(Problem) -> FolderFile? {
        let source = openat(descriptor, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        if source < 0, errno == ENOENT { return nil }
        guard source >= 0 else { throw TableFolder.failed(file, errno) }
        return try FolderFile(file, source)
    }

    /// Insists that there is no file but these.
    func checkNames(_ known: Set<String>) throws(Problem) {
        let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let directory = fdopendir(copy) else { throw TableFolder.failed(".", errno) }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name == "." || name == ".." || known.contains(name) else {
                throw Problem(
                    Localized(
                        sv: "filen '\(name.prefix(60))' hör inte dit",
                        en: "the file '\(name.prefix(60))' does not belong"
                    ))
            }
        }
    }

    private static func failed(_ name: String, _ code: Int32) -> Problem {
        if code == ELOOP {
            return Problem(Localized(sv: "\(name) är en länk", en: "\(name) is a link"))
        }
        let reason = String(cString: strerror(code))
        return Problem(
            Localized(
                sv: "\(name) går inte att öppna eller skriva: \(reason)",
                en: "\(name) cannot be opened or written: \(reason)"),
            kind: code == ENOSPC || code == EDQUOT || code == EFBIG ? .limit : .input)
    }
}

/// An open regular file of a table's folder.
struct FolderFile: ~Copyable {
    let name: String
    /// Its size when it was opened.
    let size: Int
    private let descriptor: Int32

    fileprivate init(_ name: String, _ descriptor: Int32) throws(Problem) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw Problem(Localized(sv: "\(name) är ingen vanlig fil", en: "\(name) is no regular file"))
        }
        self.name = name
        self.descriptor = descriptor
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// The next so many values of a trivial type, bit by bit.
    ///
    /// - Throws: ``Problem`` when the file has been cut off meanwhile.
    func values<Value: BitwiseCopyable>(_ count: Int, _: Value.Type = Value.self) throws(Problem) -> [Value] {
        let wanted = count * MemoryLayout<Value>.stride
        var got = 0
        let values = [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            while got < wanted, let base = bytes.baseAddress {
                let part = read(descriptor, base + got, min(wanted - got, 1 << 28))
                if part < 0, errno == EINTR { continue }
                guard part > 0 else { break }
                got += part
            }
            initialized = got / MemoryLayout<Value>.stride
        }
        guard got == wanted else { throw problem(Localized(sv: "filen är avhuggen", en: "the file is cut off")) }
        return values
    }

    /// The head of an array, whose values follow it: as many of them as the file has room for, and of this type.
    func array(_ element: NPYHeader.Element, count: Int) throws(Problem) {
        guard size >= NPYHeader.prefix else {
            throw problem(Localized(sv: "filen är avhuggen", en: "the file is cut off"))
        }
        let header: NPYHeader
        let length: Int
        do throws(Problem) {
            length = try NPYHeader.dictionaryLength(try values(NPYHeader.prefix))
            header = try NPYHeader(dictionary: try values(min(length, size - NPYHeader.prefix)))
        } catch { throw problem(error.message) }
        guard header.element == element else {
            throw problem(
                Localized(
                    sv: "värdena är \(header.element.rawValue), \(element.rawValue) väntades",
                    en: "the values are \(header.element.rawValue), \(element.rawValue) was expected"))
        }
        guard header.count == count else {
            throw problem(
                Localized(
                    sv: "\(header.count) värden, \(count) väntades",
                    en: "\(header.count) values, \(count) were expected")
            )
        }
        guard let data = header.dataSize, size - NPYHeader.prefix - length == data else {
            throw problem(
                Localized(
                    sv: "filens storlek, \(size) byte, stämmer inte med huvudet",
                    en: "the size of the file, \(size) bytes, is not what the header says"))
        }
    }

    /// What is wrong with this file.
    func problem(_ what: Localized) -> Problem {
        Problem(Localized(sv: "\(name): \(what.sv)", en: "\(name): \(what.en)"))
    }
}
