// swift-tools-version: 6.2
// SPDX-License-Identifier: EUPL-1.2

import PackageDescription

/// The house of ARCHITECTURE.md: one target a room, imports run downwards, and
/// Tests/ArchitectureTests holds the table of docs/contracts.md section 7.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny"), .treatAllWarnings(as: .error),
]

func room(_ name: String, _ folder: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: folder, exclude: ["README.md"], swiftSettings: strict)
}

func plugin(_ name: String, _ rooms: [Target.Dependency] = []) -> Target {
    .executableTarget(
        name: "Samverk\(name)", dependencies: ["SamverkDomain", "SamverkPluginKit"] + rooms,
        path: "Sources/Plugins/\(name)",
        exclude: ["README.md", "plugin.json"], swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: dependencies + ["SamverkTestSupport"], path: "Tests/\(name)Tests",
        swiftSettings: strict)
}

let package = Package(
    name: "samverk",
    products: [
        .executable(name: "samverk", targets: ["samverk"]),
        .library(name: "SamverkPluginKit", targets: ["SamverkDomain", "SamverkPluginKit"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    ],
    targets: [
        // floor 1
        room("SamverkDomain", "Sources/Core/Domain"),
        // floor 2
        .target(
            name: "SamverkGames", dependencies: ["SamverkDomain"], path: "Sources/Core/Games", exclude: ["README.md"],
            // its loops run over 2^n coalitions: optimised in debug builds too, or no test would be quick
            swiftSettings: strict + [.unsafeFlags(["-O"])]),
        .target(
            name: "SamverkQueues", dependencies: ["SamverkDomain"], path: "Sources/Core/Queues", exclude: ["README.md"],
            // its loops run over millions of events: optimised in debug builds too, or no test would be quick
            swiftSettings: strict + [.unsafeFlags(["-O"])]),
        room("SamverkPluginKit", "Sources/Core/PluginKit", ["SamverkDomain"]),
        .systemLibrary(
            name: "CZlib", path: "Sources/Core/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(
            name: "SamverkArchives", dependencies: ["SamverkDomain", "CZlib"], path: "Sources/Core/Archives",
            exclude: ["README.md"],
            // it packs byte by byte: optimised in debug builds too
            swiftSettings: strict + [.unsafeFlags(["-O"])]),
        room(
            "SamverkProcesses", "Sources/Core/Processes",
            [
                "SamverkDomain", .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        // floor 3
        .systemLibrary(
            name: "CSodium", path: "Sources/Core/CSodium", pkgConfig: "libsodium",
            providers: [.apt(["libsodium-dev"])]),
        .target(name: "CSQLiteShim", path: "Sources/Core/CSQLiteShim", linkerSettings: [.linkedLibrary("sqlite3")]),
        room(
            "SamverkRegistry", "Sources/Core/Registry",
            ["SamverkDomain", "CSQLiteShim", "CSodium", .product(name: "GRDB", package: "GRDB.swift")]),
        room("SamverkExchange", "Sources/Core/Exchange", ["SamverkDomain"]),
        room("SamverkReporting", "Sources/Core/Reporting", ["SamverkDomain"]),
        room("SamverkScripting", "Sources/Core/Scripting", ["SamverkDomain", "SamverkProcesses"]),
        plugin("CapabilityMap"), plugin("CostAllocation", ["SamverkGames"]), plugin("Billing"),
        plugin("SupportPooling", ["SamverkQueues"]), plugin("TBM"),
        .systemLibrary(
            name: "CLua", path: "Sources/Core/CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
        .executableTarget(
            name: "samverk-worker", dependencies: ["CLua"], path: "Sources/Core/Worker",
            exclude: ["README.md", "PROTOCOL.md"],
            cSettings: [.unsafeFlags(["-ffp-contract=off"])],
            linkerSettings: [.linkedLibrary("lua5.4"), .linkedLibrary("seccomp"), .linkedLibrary("m")]),
        .executableTarget(
            name: "samverk-launch", path: "Sources/Core/Launch", exclude: ["README.md"],
            linkerSettings: [.linkedLibrary("seccomp")]),
        // floor 4
        room(
            "SamverkPluginHost", "Sources/Core/PluginHost",
            [
                "SamverkDomain", "SamverkArchives", "SamverkPluginKit", "SamverkProcesses", "SamverkRegistry",
                "SamverkScripting",
            ]),
        room("SamverkRules", "Sources/Core/Rules", ["SamverkDomain", "SamverkPluginKit", "SamverkScripting"]),
        // floor 5
        room(
            "SamverkAnalysis", "Sources/Core/Analysis",
            [
                "SamverkDomain", "SamverkPluginKit", "SamverkRegistry", "SamverkPluginHost", "SamverkRules",
                .product(name: "Yams", package: "Yams"),
            ]),
        // floor 6; the sibling executables are built with the tool, not linked into it
        .executableTarget(
            name: "samverk",
            dependencies: [
                "SamverkDomain", "SamverkArchives", "SamverkPluginKit", "SamverkProcesses", "SamverkRegistry",
                "SamverkExchange", "SamverkReporting", "SamverkScripting", "SamverkPluginHost", "SamverkRules",
                "SamverkAnalysis",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                "samverk-worker", "samverk-launch", "SamverkCapabilityMap", "SamverkCostAllocation", "SamverkBilling",
                "SamverkSupportPooling", "SamverkTBM",
            ], path: "Sources/CLI", exclude: ["README.md"], swiftSettings: strict),

        // what scripts/bench measures
        .target(
            name: "JointFacility", dependencies: ["SamverkDomain", "SamverkGames"], path: "Benchmarks/JointFacility",
            swiftSettings: strict + [.unsafeFlags(["-O"])]),
        .executableTarget(
            name: "samverk-bench", dependencies: ["SamverkDomain", "SamverkGames", "JointFacility"],
            path: "Benchmarks/Kernels", swiftSettings: strict),
        .executableTarget(
            name: "samverk-bench-queues", dependencies: ["SamverkDomain", "SamverkQueues"],
            path: "Benchmarks/Queues", swiftSettings: strict),

        // the Swift plugin that `samverk plugin new` writes, with an id put in: so that it always builds and is run
        .executableTarget(
            name: "SamverkSwiftTemplate", dependencies: ["SamverkDomain", "SamverkPluginKit"],
            path: "Tests/SwiftTemplate", swiftSettings: strict),

        .target(
            name: "SamverkTestSupport", dependencies: ["SamverkDomain", "SamverkPluginKit"], path: "Tests/Support",
            swiftSettings: strict),
        // changes plugins until it is told to die, for the tests of what is left then
        .executableTarget(
            name: "samverk-install-probe",
            dependencies: ["SamverkDomain", "SamverkProcesses", "SamverkRegistry", "SamverkPluginHost"],
            path: "Tests/InstallProbe", swiftSettings: strict),
        tests("Domain", ["SamverkDomain"]),
        tests("Games", ["SamverkDomain", "SamverkGames", "JointFacility"]),
        tests("Queues", ["SamverkDomain", "SamverkQueues"]),
        tests("PluginKit", ["SamverkDomain", "SamverkPluginKit"]),
        tests("Archives", ["SamverkDomain", "SamverkArchives", "CZlib"]),
        tests(
            "Registry",
            ["SamverkDomain", "SamverkRegistry", "SamverkExchange", .product(name: "GRDB", package: "GRDB.swift")]),
        tests("Exchange", ["SamverkDomain", "SamverkExchange"]),
        tests("Reporting", ["SamverkDomain", "SamverkReporting"]),
        tests("Processes", ["SamverkDomain", "SamverkProcesses"]),
        tests("Scripting", ["SamverkDomain", "SamverkProcesses", "SamverkScripting", "samverk-worker"]),
        tests("Rules", ["SamverkDomain", "SamverkPluginKit", "SamverkScripting", "SamverkRules", "samverk-worker"]),
        tests(
            "PluginHost",
            [
                "SamverkDomain", "SamverkArchives", "SamverkPluginKit", "SamverkProcesses", "SamverkRegistry",
                "SamverkPluginHost", "samverk-launch", "samverk-worker", "samverk-install-probe",
                "SamverkSwiftTemplate", "SamverkBilling", "SamverkCapabilityMap",
            ]),
        tests(
            "LuaPlugins",
            [
                "SamverkDomain", "SamverkPluginKit", "SamverkProcesses", "SamverkPluginHost", "samverk-worker",
                "samverk-launch",
            ]),
        tests(
            "Analysis",
            [
                "SamverkDomain", "SamverkPluginKit", "SamverkProcesses", "SamverkRegistry", "SamverkPluginHost",
                "SamverkRules", "SamverkAnalysis", "samverk-worker", "samverk-launch",
            ]),
        tests("CapabilityMap", ["SamverkDomain", "SamverkPluginKit", "SamverkCapabilityMap"]),
        tests("CostAllocation", ["SamverkDomain", "SamverkPluginKit", "SamverkGames", "SamverkCostAllocation"]),
        tests("Billing", ["SamverkDomain", "SamverkPluginKit", "SamverkBilling"]),
        tests("SupportPooling", ["SamverkDomain", "SamverkPluginKit", "SamverkQueues", "SamverkSupportPooling"]),
        tests("TBM", ["SamverkDomain", "SamverkPluginKit", "SamverkTBM"]),
        tests("Architecture", []),
        tests("Command", ["SamverkDomain", "samverk"]),
    ]
)
