// SPDX-License-Identifier: EUPL-1.2

import Foundation
import SamverkDomain
import SamverkPluginHost
import SamverkProcesses
import SamverkRegistry

/// Makes one change of a workspace's plugins, and kills itself in the middle of it.
///
/// `samverk-install-probe WORKSPACE HOME STEP VERB ARGUMENT [ACTION]`: STEP is an ``InstallStep`` after which the process
/// is killed by SIGKILL, `never`, or `full:N`: no file may grow beyond N bytes, as on a full disk. It names the steps it
/// reaches.
let arguments = CommandLine.arguments
guard arguments.count >= 6 else { exit(2) }
let (workspace, home, step, verb, argument) = (arguments[1], arguments[2], arguments[3], arguments[4], arguments[5])

if step.hasPrefix("full:"), let limit = UInt(step.dropFirst(5)) {
    signal(SIGXFSZ, SIG_IGN)
    var bound = rlimit(rlim_cur: limit, rlim_max: limit)
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &bound)
}

do {
    setenv("SAMVERK_HOME", home, 1)
    let bundled = LoadedPlugin.bundled(try Installation.find()) { Array(try Data(contentsOf: URL(filePath: $0))) }
        .plugins
    let registry = try Registry.open(at: workspace + "/registry.sqlite", patience: 30)
    let installer = PluginInstaller(
        workspace: workspace, registry: registry, bundled: bundled, by: "probe", on: Day(days: 20_000)
    ) { reached in
        if reached.rawValue == step { kill(getpid(), SIGKILL) }
        print("reached", reached.rawValue)
    }
    let request: PluginRequest
    switch verb {
    case "install": request = .install(try installer.stage(folder: argument))
    case "archive": request = .install(try installer.stage(archive: argument))
    case "enable": request = .enable(argument)
    case "disable": request = .disable(argument)
    case "rollback": request = .rollback(argument, discarding: true)
    case "remove": request = .remove(argument, droppingData: false)
    case "purge": request = .remove(argument, droppingData: true)
    default: exit(2)
    }
    try installer.apply(request, allowing: Set(PlanQuestion.allCases))
} catch {
    for problem in Problems.told(by: error) ?? [Problem("\(error)")] {
        print(problem.text(.english))
    }
    exit(1)
}
