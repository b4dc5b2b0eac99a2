// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The state of a registry's file: as long as it is the one that was found sound, nothing has been written or restored.
struct SoundStore {
    private let mark: FileMark
    private static let name = "files/sound"

    /// The state of a file; nil when there is none, or when changes wait beside it that are not in it.
    init?(_ path: String) {
        guard let mark = FileMark(path), StoreFile.size(path + "-wal") == 0 else { return nil }
        self.mark = mark
    }

    /// Whether this state was found sound.
    func isRemembered(in cache: CacheFolder?) -> Bool {
        cache?.entry(SoundStore.name).map { $0 == Array(mark.text.utf8) } ?? false
    }

    /// Remembers that it was, unless the file may change again within the same tick of the clock.
    func remember(in cache: CacheFolder?) {
        if mark.isSettled { cache?.keep(Array(mark.text.utf8), as: SoundStore.name) }
    }
}
