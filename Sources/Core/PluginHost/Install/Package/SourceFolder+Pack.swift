// SPDX-License-Identifier: EUPL-1.2

import SamverkArchives
import SamverkDomain
import SamverkPluginKit
import SamverkRegistry

extension SourceFolder {
    /// The package of an author's folder as a `.tar.gz`: its files, and `plugin.json` with the list of them filled in. The
    /// same files give the same bytes.
    ///
    /// What starts with a dot and what Python leaves (`__pycache__`) is left out, and so is an earlier signature.
    ///
    /// - Parameter seed: the publisher's secret key to sign the manifest with, or nil.
    /// - Throws: ``Problem`` when a file may not stand in a package, or the program is missing among them.
    public func packed(signedBy seed: [UInt8]? = nil) throws -> [UInt8] {
        let (files, manifest) = try content()
        var all = files + [ArchiveFile(PackageFolder.manifestFile, manifest)]
        if let seed {
            guard let signature = PackageSignature(of: manifest, by: seed) else {
                throw Problem(
                    Localized(sv: "Nyckeln är ingen hemlig Ed25519-nyckel.", en: "The key is no secret Ed25519 key."))
            }
            all.append(ArchiveFile(PackageFolder.signatureFile, signature.bytes))
        }
        return try Archive.pack(all)
    }

    /// The hash of the package that the folder would be packed as: what identifies all its code.
    ///
    /// - Throws: ``Problem`` when it cannot be packed.
    func package() throws -> String { Digest.sha256(try content().manifest) }

    private func content() throws -> (files: [ArchiveFile], manifest: [UInt8]) {
        let own = [PackageFolder.manifestFile, PackageFolder.signatureFile]
        let files = try Archive.files(inFolder: path) { path in
            let name = path.split(separator: "/").last ?? ""
            return name.hasPrefix(".") || name == "__pycache__" || own.contains(path)
        }
        return (files, try manifestBytes(listing: files))
    }

    /// `plugin.json` with its list of files, checked as whoever installs it will.
    private func manifestBytes(listing files: [ArchiveFile]) throws -> [UInt8] {
        var object = try JSON.read(manifestBytes, file: PackageFolder.manifestFile).object ?? [:]
        object["files"] = .array(
            files.map { file in
                PackageFile(
                    path: file.path, size: file.bytes.count, sha256: Digest.sha256(file.bytes),
                    executable: file.isExecutable
                ).json
            })
        let bytes = Array((JSON.object(object).prettyText + "\n").utf8)
        try Manifest.read(bytes, file: PackageFolder.manifestFile).checkEntry()
        return bytes
    }
}
