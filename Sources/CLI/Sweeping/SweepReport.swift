// SPDX-License-Identifier: EUPL-1.2

import SamverkAnalysis
import SamverkDomain
import SamverkPluginHost
import SamverkReporting

/// What a sweep gave: a row a point for programs; for people also the answers with what moves in them, and a picture.
struct SweepReport {
    let sweep: SweepRun
    let language: Language

    private var formatter: Formatter { Formatter(language, names: sweep.names) }

    // MARK: - For people

    var report: Report {
        get throws {
            let (count, scenario) = (sweep.points.count, sweep.scenario)
            let changes = sweep.fixed.flatMap { step, values in values.map { "\(step).\($0.key)=\($0.value.text)" } }
            let changed = changes.isEmpty ? "" : " (" + changes.sorted().joined(separator: ", ") + ")"
            let title = Localized(
                sv: "Känslighetsanalys, \(count == 1 ? "1 punkt" : "\(count) punkter"): \(scenario.title.sv)\(changed)",
                en: "Sensitivity, \(count == 1 ? "1 point" : "\(count) points"): \(scenario.title.en)\(changed)")
            let conditions = Set(sweep.points.flatMap(\.conditions)).sorted().map(ReportCondition.init)
            let section = ReportSection(
                id: "sweep",
                title: isOfAnswer
                    ? Localized(sv: "Svaret i varje punkt", en: "The answer at each point")
                    : Localized(sv: "Siffrorna i varje punkt", en: "The figures at each point"),
                tables: [try shownTable(conditions)], findings: legend + stillness)
            return Report(
                title: title, sections: [section], names: sweep.names,
                synthetic: sweep.points.contains(where: \.isSynthetic), conditions: conditions)
        }
    }

    /// The pictures for a terminal: how far each parameter moves a figure from where the scenario stands.
    func pictures(width: Int, color: Bool) -> [String] {
        let drawn = figures.filter { moves($0) && $0.isNumber }
        return drawn.prefix(isOfAnswer ? 1 : SweepReport.mostPictures).compactMap { figure in
            let base = sweep.grid.base
            guard let from = cell(figure, sweep.grid.point(base)) else { return nil }
            let axes = sweep.grid.axes.enumerated().map { number, axis -> (rows: [SwingChart.Row], swing: Double) in
                let rows = axis.values.indices.filter { $0 != base[number] }.map { value -> SwingChart.Row in
                    var place = base
                    place[number] = value
                    let cell = cell(figure, sweep.grid.point(place)) ?? .null
                    return ("\(axis.name)=\(axis.values[value].text)", cell, from.difference(to: cell))
                }
                let all = rows.compactMap(\.change.number) + [0]
                return (rows, (all.max() ?? 0) - (all.min() ?? 0))
            }
            let widestFirst = axes.enumerated().sorted { ($1.element.swing, $0.offset) < ($0.element.swing, $1.offset) }
            return SwingChart.render(
                title(figure)(language), unit: figure.unit, from: from, widestFirst.flatMap(\.element.rows),
                names: sweep.names, language: language, width: width, color: color)
        }
    }

    private static let mostPictures = 4

    /// The answers, each once, with a letter where a figure moves.
    private var legend: [ReportFinding] {
        guard isOfAnswer else { return [] }
        return answers.enumerated().compactMap { number, id in
            guard var answer = sweep.points.lazy.compactMap(\.answer).first(where: { $0.id == id }) else { return nil }
            for (letter, figure) in lettered {
                let name = String(figure.name.dropFirst(SweepFigures.answerMark.count))
                if answer.arguments[name] != nil {
                    answer.arguments[name] = Finding.Argument(.text("[\(letter)]"))
                }
            }
            guard answers.count > 1 else { return answer }
            answer.sentence = Localized(
                sv: "Svar \(number + 1): \(answer.sentence.sv)", en: "Answer \(number + 1): \(answer.sentence.en)")
            return answer
        }
    }

    /// That nothing moves, where several points came out.
    private var stillness: [ReportFinding] {
        let told = isOfAnswer ? lettered.map(\.figure) : figures.filter(moves)
        guard told.isEmpty, answers.count < 2, sweep.points.count(where: \.problems.isEmpty) > 1 else { return [] }
        return [
            ReportFinding(
                id: "still", severity: .notice,
                sentence: Localized(
                    sv: "Inget av det som följs ändras mellan punkterna. Följ en annan siffra med --figure.",
                    en: "Nothing of what is followed moves between the points. Follow another figure with --figure."))
        ]
    }

    /// The ids of the answers, in the order of the points.
    private var answers: [String] {
        sweep.points.compactMap(\.answer?.id).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private func shownTable(_ conditions: [ReportCondition]) throws -> ReportTable {
        var columns = axes
        if isOfAnswer, answers.count > 1 {
            columns.append(
                Column(ColumnSpec("answer", .text, nullable: true), Localized(sv: "Svar", en: "Answer")) { point in
                    let id = sweep.points[point].answer?.id
                    return answers.firstIndex { $0 == id }.map { .text(String($0 + 1)) } ?? .null
                })
        }
        columns += (isOfAnswer ? lettered.map(\.figure) : figures).map(column) + stored
        let table = try table(columns)
        return ReportTable(
            name: "points", title: Localized(sv: "Punkterna", en: "The points"), table: table,
            titles: Dictionary(columns.map { ($0.spec.name, $0.title) }) { first, _ in first }, conditions: conditions,
            addsUp: false)
    }

    // MARK: - For programs

    /// A row a point, with every figure.
    var table: Table {
        get throws {
            var columns = axes + figures.map(column)
            if isOfAnswer {
                columns.append(
                    Column(ColumnSpec("answer", .text, nullable: true)) { point in
                        sweep.points[point].answer.map { .text($0.id) } ?? .null
                    })
            }
            columns += stored
            if sweep.points.contains(where: { !$0.problems.isEmpty }) {
                columns.append(
                    Column(ColumnSpec("problem", .text, nullable: true)) { point in
                        let told = sweep.points[point].problems.map { $0.message(language) }
                        return told.isEmpty ? .null : .text(told.joined(separator: " "))
                    })
            }
            return try table(columns)
        }
    }

    var json: JSON {
        let grid = sweep.grid
        func parameters(_ values: [GivenValue]) -> JSON {
            .object(JSONObject(zip(grid.axes, values).map { ($0.name, $0.read($1)) }))
        }
        return [
            "scenario": .string(sweep.scenario.file), "title": sweep.scenario.title.json,
            "seed": .integer(Int(truncatingIfNeeded: sweep.seed)),
            "grid": .array(
                grid.axes.map { axis in
                    [
                        "parameter": .string(axis.name), "unit": axis.spec?.unit.map(JSON.string) ?? .null,
                        "values": .array(axis.values.map(axis.read)),
                    ]
                }),
            "base": parameters(grid.values(grid.point(grid.base))),
            "figures": .array(
                figures.map {
                    [
                        "name": .string($0.name), "type": .string($0.type.rawValue),
                        "unit": $0.unit.map(JSON.string) ?? .null,
                    ]
                }),
            "points": .array(
                sweep.points.enumerated().map { number, point in
                    [
                        "parameters": parameters(grid.values(number)),
                        "figures": .object(
                            JSONObject(figures.map { ($0.name, (cell($0, number) ?? .null).wire) })),
                        "answer": point.answer.map { answer in
                            Localized(
                                sv: Formatter(.swedish, names: sweep.names).sentence(answer),
                                en: Formatter(.english, names: sweep.names).sentence(answer)
                            ).json
                        } ?? .null,
                        "run": point.number.map(JSON.integer) ?? .null,
                        "problems": .array(point.problems.map { $0.message.json }),
                    ]
                }),
        ]
    }
}
