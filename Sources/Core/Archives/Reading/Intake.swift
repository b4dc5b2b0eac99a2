// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// Where the files of a package go: a new folder on disk, memory, or nowhere when they are only to be checked.
protocol EntrySink: AnyObject {
    func makeFolder(_ path: ArchivePath) throws(Problem)
    func beginFile(_ path: ArchivePath, isExecutable: Bool) throws(Problem)
    func write(_ bytes: UnsafeRawBufferPointer) throws(Problem)
    func endFile() throws(Problem)
}

/// The one gate that every file and folder passes, whichever form it comes in: names, sizes and numbers are checked
/// here, and only then does anything reach the sink.
final class Intake {
    let limits: ArchiveLimits
    /// What has come in, in the order of the archive.
    private(set) var entries: [ArchiveEntry] = []
    private let sink: any EntrySink
    private var names = NameTable()
    private var total = 0
    /// Bytes that the open file still lacks.
    private var missing = 0

    init(_ limits: ArchiveLimits, into sink: any EntrySink) {
        self.limits = limits
        self.sink = sink
    }

    func folder(_ name: some Collection<UInt8>) throws(Problem) {
        // What `tar -C FOLDER .` writes for the folder itself.
        if name.elementsEqual([46, 47]) || name.elementsEqual([46]) { return }
        let path = try ArchivePath(name, isFolder: true, limits)
        try make(try names.add(path, isFolder: true))
        entries.append(ArchiveEntry(path: path.text, isFolder: true))
    }

    /// Opens a file of a size; so many bytes must then be written before it is closed.
    func beginFile(_ name: some Collection<UInt8>, size: Int, isExecutable: Bool) throws(Problem) {
        let path = try ArchivePath(name, limits)
        let shown = Shown.entry(name)
        guard size <= limits.fileBytes else {
            throw tooMuch(
                "\(shown.sv): \(size) byte, en fil får ha högst \(limits.fileBytes).",
                "\(shown.en): \(size) bytes, a file may have at most \(limits.fileBytes).")
        }
        guard size <= limits.totalBytes - total else {
            throw tooMuch(
                "filerna har tillsammans mer än \(limits.totalBytes) byte.",
                "the files together have more than \(limits.totalBytes) bytes.")
        }
        try make(try names.add(path, isFolder: false))
        entries.append(ArchiveEntry(path: path.text, size: size, isExecutable: isExecutable))
        total += size
        missing = size
        try sink.beginFile(path, isExecutable: isExecutable)
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) {
        guard bytes.count <= missing else { throw unequal }
        missing -= bytes.count
        try sink.write(bytes)
    }

    func endFile() throws(Problem) {
        guard missing == 0 else { throw unequal }
        try sink.endFile()
    }

    /// - Throws: when nothing has come in.
    func end() throws(Problem) {
        guard entries.contains(where: { !$0.isFolder }) else {
            throw Problem(
                Localized(sv: "här finns ingen fil.", en: "there is no file in it."),
                remedy: Localized(sv: "Är det rätt fil?", en: "Is it the right file?"))
        }
    }

    private func make(_ folders: [String]) throws(Problem) {
        guard names.count <= limits.entries else {
            throw tooMuch(
                "fler än \(limits.entries) filer och mappar.", "more than \(limits.entries) files and folders.")
        }
        for folder in folders { try sink.makeFolder(try ArchivePath(folder.utf8, limits)) }
    }

    private var unequal: Problem {
        let shown = Shown.entry((entries.last?.path ?? "").utf8)
        return Problem(
            Localized(
                sv: "\(shown.sv): storleken stämmer inte med vad arkivet säger.",
                en: "\(shown.en): its size is not what the archive says."), remedy: Remedy.fetchAgain)
    }

    private func tooMuch(_ sv: String, _ en: String) -> Problem {
        Problem(Localized(sv: sv, en: en), remedy: Remedy.smaller)
    }
}

/// What to do about an archive that cannot be taken.
enum Remedy {
    static let fetchAgain = Localized(
        sv: "Hämta arkivet på nytt; är det likadant då, be den som gjort det att packa om det.",
        en: "Fetch the archive again; if it is the same then, ask whoever made it to pack it again.")
    static let smaller = Localized(
        sv: "Ett paket ska bara ha vad tillägget behöver; be den som gjort det om ett mindre.",
        en: "A package is to hold only what the plugin needs; ask whoever made it for a smaller one.")
    static let repack = Localized(
        sv: "Be den som gjort paketet att packa om det med 'samverk plugin pack'.",
        en: "Ask whoever made the package to pack it again with 'samverk plugin pack'.")
}

/// A sink for those who only want to know whether the package is sound.
final class NoSink: EntrySink {
    func makeFolder(_ path: ArchivePath) throws(Problem) {}
    func beginFile(_ path: ArchivePath, isExecutable: Bool) throws(Problem) {}
    func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) {}
    func endFile() throws(Problem) {}
}

/// A sink that keeps the files in memory.
final class MemorySink: EntrySink {
    private(set) var files: [ArchiveFile] = []

    func makeFolder(_ path: ArchivePath) throws(Problem) {}
    func beginFile(_ path: ArchivePath, isExecutable: Bool) throws(Problem) {
        files.append(ArchiveFile(path.text, [], isExecutable: isExecutable))
    }
    func write(_ bytes: UnsafeRawBufferPointer) throws(Problem) { files[files.count - 1].bytes += bytes }
    func endFile() throws(Problem) {}
}
