// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkProcesses

/// What the kernel here does to hold plugins in; the same for all of them.
public struct Confinement: Hashable, Sendable {
    /// The version of Landlock, 0 when there is none.
    public let landlock: Int
    /// Whether system calls are filtered.
    public let seccomp: Bool
    /// Whether every descendant is found and ended.
    public let subreaper: Bool

    /// A kernel that can do this.
    public init(landlock: Int, seccomp: Bool, subreaper: Bool) {
        self.landlock = landlock
        self.seccomp = seccomp
        self.subreaper = subreaper
    }

    /// Asks the launcher what it can do here.
    ///
    /// - Throws: ``Problem`` when there is no launcher, or it does not answer.
    public static func probe(_ installation: Installation) async throws -> Confinement {
        let launcher = try installation.program("samverk-launch")
        let line: [UInt8]?
        do {
            line = try await converse(
                with: ChildCommand(launcher, ["--probe"]), deadline: Deadline(after: .seconds(10))
            ) { try await $0.line(limit: 1000) }
        } catch is ChildFailure { throw silent }
        guard let line, let json = try? JSON.read(line), let landlock = json["landlock"]?.integer else { throw silent }
        return Confinement(
            landlock: landlock, seccomp: json["seccomp"]?.bool ?? false, subreaper: json["subreaper"]?.bool ?? false)
    }

    private static var silent: Problem {
        Problem(
            Localized(
                sv: "samverk-launch säger inte vad den kan.", en: "samverk-launch does not say what it can do."),
            kind: .program,
            remedy: Localized(
                sv: "Bygg om med: swift build --product samverk", en: "Build again with: swift build --product samverk")
        )
    }

    /// Whether a plugin can read only its own files and what it is given, reach no network, and leaves nothing behind.
    public var isConfined: Bool { landlock > 0 && seccomp && subreaper }

    /// What holds and what does not, a sentence each: what stands behind `confined: yes|no`.
    public var reasons: [Localized] {
        var told: [Localized] = []
        switch landlock {
        case 0:
            told.append(
                Localized(
                    sv: "kärnan saknar Landlock: ett tillägg kan läsa användarens filer",
                    en: "the kernel has no Landlock: a plugin can read the user's files"))
        case 1..<6:
            told.append(
                Localized(
                    sv:
                        "Landlock \(landlock) stänger in filerna, men ett tillägg kan sända signaler till användarens processer",
                    en: "Landlock \(landlock) confines files, but a plugin can send signals to the user's processes"))
        default:
            told.append(
                Localized(
                    sv: "Landlock \(landlock): bara egna filer, systemets bibliotek och den tillfälliga mappen",
                    en: "Landlock \(landlock): only its own files, the system's libraries and its temporary folder"))
        }
        told.append(
            seccomp
                ? Localized(
                    sv: "seccomp: inget nätverk, högst 128 processer",
                    en: "seccomp: no network, at most 128 processes")
                : Localized(
                    sv: "kärnan saknar seccomp: ett tillägg kan använda nätverket",
                    en: "the kernel has no seccomp: a plugin can use the network"))
        if !subreaper {
            told.append(
                Localized(
                    sv: "kvarlämnade processer kan inte hittas", en: "processes that are left behind cannot be found"))
        }
        return told
    }
}
