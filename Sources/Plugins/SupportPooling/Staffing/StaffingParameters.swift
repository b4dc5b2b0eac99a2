// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit

/// A model of `staffing`, by the name that the parameter `model` gives it.
enum StaffingModel: String, CaseIterable {
    case erlangB = "erlang-b"
    case erlangC = "erlang-c"
    case erlangA = "erlang-a"
    case squareRoot = "square-root"
    case priority
    case oneAgent = "m-g-1"
    case anyHandling = "m-g-c"
    case hayward

    /// The parameters that it reads.
    var reads: [String] {
        switch self {
        case .erlangB: ["load", "agents", "target"]
        case .erlangC, .squareRoot: ["load", "handle_time", "answer_within", "agents", "target"]
        case .erlangA:
            ["load", "handle_time", "patience", "answer_within", "definition", "agents", "target"]
        case .priority: ["class_loads", "handle_time", "agents"]
        case .oneAgent: ["load", "handle_time", "variation"]
        case .anyHandling: ["load", "handle_time", "agents", "variation", "arrival_variation"]
        case .hayward: ["load", "agents", "peakedness"]
        }
    }

    /// The parameters that it reads for a week; nil where no week can be staffed by it.
    var readsOfWeek: [String]? {
        let rules = [
            "target", "answer_within", "interval_minutes", "occupancy_cap", "least_agents", "shrinkage", "idle_used",
            "hours_per_fte", "holiday_weeks", "vacancy",
        ]
        return switch self {
        case .erlangC: rules
        case .erlangA: rules + ["patience", "definition"]
        default: nil
        }
    }
}

/// The parameters of `staffing`: what is given, and what else holds.
struct StaffingParameters {
    let context: AnalysisContext
    let model: StaffingModel
    private let isWeek: Bool

    /// What holds where nothing is given, as plugin.json says.
    static let standard: [String: JSON] = [
        "definition": "of-offered", "answer_within": 20, "variation": 1, "arrival_variation": 1,
        "interval_minutes": 30, "occupancy_cap": 1, "least_agents": 1, "shrinkage": 0.28, "idle_used": 0,
        "hours_per_fte": 1980, "holiday_weeks": 5, "vacancy": 0,
    ]

    /// Reads which model is wanted, and refuses what it would leave unread.
    init(_ context: AnalysisContext) throws(Problem) {
        self.context = context
        model = StaffingModel(rawValue: context.text("model") ?? "") ?? .erlangC
        isWeek = context.optionalInput("arrivals") != nil
        if isWeek, model.readsOfWeek == nil {
            throw Problem(
                Localized(
                    sv: "En vecka bemannas med erlang-c eller erlang-a, inte med \(model.rawValue).",
                    en: "A week is staffed by erlang-c or erlang-a, not by \(model.rawValue)."))
        }
        let read = Set(isWeek ? model.readsOfWeek ?? [] : model.reads)
        let unread = context.request.parameters.keys.sorted()
            .filter { $0 != "model" && !read.contains($0) && isGiven($0) }
        guard unread.isEmpty else { throw problem(unread) }
    }

    /// A number: the one given, or the standard one; nil where there is neither.
    func real(_ name: String) -> Double? { context.real(name) ?? Self.standard[name]?.number }

    /// A number that has a standard.
    subscript(_ name: String) -> Double { real(name) ?? 0 }

    /// What the share in time is a share of.
    var definition: String { context.text("definition") ?? "of-offered" }

    /// Whether a parameter has another value than it has by itself.
    private func isGiven(_ name: String) -> Bool {
        guard let value = context.request.parameters[name], value != .null else { return false }
        if value.array?.isEmpty == true { return false }
        guard let standard = Self.standard[name] else { return true }
        return standard.number.map { $0 != value.number } ?? (standard != value)
    }

    /// The problem that parameters are given and would be left unread, with the models that read them all.
    private func problem(_ unread: [String]) -> Problem {
        let readers = StaffingModel.allCases
            .filter { Set((isWeek ? $0.readsOfWeek : $0.reads) ?? []).isSuperset(of: unread) }
            .map(\.rawValue).joined(separator: ", ")
        let names = unread.joined(separator: ", ")
        let otherwise =
            if !readers.isEmpty {
                Localized(
                    sv: ", eller välj en modell som använder det: \(readers).",
                    en: ", or choose a model that uses it: \(readers).")
            } else if isWeek {
                Localized(
                    sv: ", eller indatat arrivals: det gäller en enda servicedesk i ett enda läge.",
                    en: ", or the input arrivals: it is for one desk in one state.")
            } else if unread.allSatisfy({ StaffingModel.erlangA.readsOfWeek?.contains($0) == true }) {
                Localized(
                    sv: ", eller ge indatat arrivals: det gäller en hel vecka.",
                    en: ", or give the input arrivals: it is for a whole week.")
            } else {
                Localized(sv: ".", en: ".")
            }
        return Problem(
            isWeek
                ? Localized(
                    sv: "När en vecka bemannas med \(model.rawValue) används inte \(names).",
                    en: "When a week is staffed by \(model.rawValue) there is no use for \(names).")
                : Localized(
                    sv: "Modellen \(model.rawValue) använder inte \(names).",
                    en: "The model \(model.rawValue) does not use \(names)."),
            remedy: Localized(sv: "Stryk \(names)\(otherwise.sv)", en: "Leave out \(names)\(otherwise.en)"))
    }
}
