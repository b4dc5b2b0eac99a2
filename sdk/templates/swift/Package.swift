// swift-tools-version: 6.2
// SPDX-License-Identifier: EUPL-1.2

import PackageDescription

/// Where the source of Samverk is: a folder (SAMVERK_SOURCE, else beside this one). From a server, write instead
/// `.package(url: "https://...", from: "...")`.
let samverk = Context.environment["SAMVERK_SOURCE"] ?? "../samverk"

let package = Package(
    name: "{{id}}",
    dependencies: [.package(name: "samverk", path: samverk)],
    targets: [
        .executableTarget(
            name: "{{id}}", dependencies: [.product(name: "SamverkPluginKit", package: "samverk")],
            path: "Sources/Plugin")
    ]
)
