// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Packages as files and folders: read strictly, written to the same bytes.
public enum Archive {
    /// Unpacks a `.tar`, `.tar.gz` or `.zip`, told by its first bytes and never by its name, into a new folder.
    ///
    /// Regular files and folders only, with the permissions 0644, 0755 for what its owner may execute, and 0755 for
    /// folders. What is not exactly as it should be is refused, and then nothing is left of the folder.
    ///
    /// - Parameters:
    ///   - path: the archive, as the user named it.
    ///   - folder: where to unpack; must not be there yet, but the folder round it must.
    /// - Returns: the files and folders, in the order of the archive.
    /// - Throws: ``Problem`` that names the archive, the entry and what to do.
    public static func extract(
        _ path: String, to folder: String, limits: ArchiveLimits = ArchiveLimits()
    ) throws(Problem) -> [ArchiveEntry] {
        try naming(path) { () throws(Problem) in
            let archive = try ArchiveOnDisk(path, limits)
            return try staged(folder, limits) { intake throws(Problem) in try read(archive, intake) }
        }
    }

    /// Copies a folder into a new one, as strictly as an archive is unpacked.
    ///
    /// - Parameter skips: whether to pass a file or folder over, by its path in the folder.
    /// - Throws: ``Problem``; then nothing is left of the new folder.
    public static func copy(
        folder source: String, to folder: String, limits: ArchiveLimits = ArchiveLimits(),
        skipping skips: @escaping (String) -> Bool = { _ in false }
    ) throws(Problem) -> [ArchiveEntry] {
        try naming(source) { () throws(Problem) in
            try staged(folder, limits) { intake throws(Problem) in
                try FolderTree(intake, skipping: skips).read(source)
            }
        }
    }

    /// The files of a folder with their bytes, as strictly as an archive is read, sorted by path.
    ///
    /// - Parameter skips: whether to pass a file or folder over, by its path in the folder.
    public static func files(
        inFolder source: String, limits: ArchiveLimits = ArchiveLimits(),
        skipping skips: @escaping (String) -> Bool = { _ in false }
    ) throws(Problem) -> [ArchiveFile] {
        try naming(source) { () throws(Problem) in
            let memory = MemorySink()
            let intake = Intake(limits, into: memory)
            try FolderTree(intake, skipping: skips).read(source)
            try intake.end()
            return memory.files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        }
    }

    /// Packs files as `.tar.gz`. The same files give the same bytes on every machine: sorted, without times and owners,
    /// compressed by our own code rather than by whichever zlib is there.
    ///
    /// - Throws: ``Problem`` when our own reader would refuse the package.
    public static func pack(
        _ files: [ArchiveFile], limits: ArchiveLimits = ArchiveLimits()
    ) throws(Problem) -> [UInt8] {
        let sorted = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        let intake = Intake(limits, into: NoSink())
        var tar = TarWriter()
        for file in sorted {
            try intake.beginFile(file.path.utf8, size: file.bytes.count, isExecutable: file.isExecutable)
            try tar.add(file)
        }
        try intake.end()
        return GzipWriter.pack(tar.finished())
    }

    /// Reads an archive in memory or on disk through the gate.
    static func read(_ archive: any ArchiveBytes, _ intake: Intake) throws(Problem) {
        switch ArchiveForm(try archive.bytes(at: 0, count: min(512, archive.size))) {
        case .tar: try TarReader(PlainSource(archive), intake).read()
        case .gzip: try TarReader(try GzipSource(archive, intake.limits), intake).read()
        case .zip: try ZipReader(archive, intake).read()
        case .other(let name):
            let what = name.map { " (\($0))" } ?? ""
            throw Problem(
                Localized(
                    sv: "är inget arkiv av formen .tar, .tar.gz eller .zip\(what).",
                    en: "is no archive of the form .tar, .tar.gz or .zip\(what)."), remedy: Remedy.repack)
        }
    }

    private static func staged(
        _ folder: String, _ limits: ArchiveLimits, _ body: (Intake) throws(Problem) -> Void
    ) throws(Problem) -> [ArchiveEntry] {
        let staging = try StagingFolder(making: folder)
        let intake = Intake(limits, into: staging)
        do throws(Problem) {
            try body(intake)
            try intake.end()
        } catch {
            staging.discard()
            throw error
        }
        staging.finish()
        return intake.entries
    }

    private static func naming<T>(_ path: String, _ body: () throws(Problem) -> T) throws(Problem) -> T {
        do throws(Problem) { return try body() } catch {
            var problem = error
            if problem.place.file == nil { problem.place.file = path }
            throw problem
        }
    }
}

/// The form of an archive, by its first bytes.
private enum ArchiveForm {
    case tar, gzip, zip
    /// Something else, perhaps something we know by name.
    case other(String?)

    init(_ head: [UInt8]) {
        let others: [(name: String, mark: [UInt8])] = [
            ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A]), ("bzip2", [0x42, 0x5A, 0x68]), ("zstd", [0x28, 0xB5, 0x2F, 0xFD]),
            ("7z", [0x37, 0x7A, 0xBC, 0xAF]), ("rar", [0x52, 0x61, 0x72, 0x21]),
        ]
        if head.starts(with: [0x1F, 0x8B]) {
            self = .gzip
        } else if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
            self = .zip
        } else if head.count == 512, head[257..<262].elementsEqual("ustar".utf8) {
            self = .tar
        } else {
            self = .other(others.first { head.starts(with: $0.mark) }?.name)
        }
    }
}
