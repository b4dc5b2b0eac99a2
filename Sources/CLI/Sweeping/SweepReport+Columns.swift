// SPDX-License-Identifier: EUPL-1.2

import SamverkAnalysis
import SamverkDomain
import SamverkPluginHost

/// The columns of a sweep's table.
extension SweepReport {
    /// A figure that is followed: its name, type and unit.
    struct Figure {
        var name: String
        var type: ColumnType
        var unit: String?

        var spec: ColumnSpec { ColumnSpec(name, type, unit: unit, nullable: true) }
        var isNumber: Bool { [.integer, .real, .money].contains(type) }
    }

    /// A column of the table: its cell by point.
    struct Column {
        let spec: ColumnSpec
        let title: Localized
        let cell: (Int) -> Cell

        init(_ spec: ColumnSpec, _ title: Localized = "", cell: @escaping (Int) -> Cell) {
            (self.spec, self.title, self.cell) = (spec, title, cell)
        }
    }

    func column(_ figure: Figure) -> Column {
        Column(figure.spec, title(figure)) { cell(figure, $0) ?? .null }
    }

    /// Whether the figures are those of the answer.
    var isOfAnswer: Bool { sweep.figures.addresses.isEmpty }

    /// The figures of all points, in the order in which they come up.
    var figures: [Figure] {
        var figures: [Figure] = []
        for (name, value) in sweep.points.flatMap(\.figures) where !figures.contains(where: { $0.name == name }) {
            guard let type = value.cell.type else { continue }
            figures.append(Figure(name: name, type: type, unit: value.unit))
        }
        return figures
    }

    /// The value of a figure at a point; nil where it has none, or is of another kind.
    func cell(_ figure: Figure, _ point: Int) -> Cell? {
        let found = sweep.points[point].figures.first { $0.name == figure.name }?.value
        return found?.cell.type == figure.type && found?.unit == figure.unit ? found?.cell : nil
    }

    /// Whether a figure is not the same wherever it is.
    func moves(_ figure: Figure) -> Bool {
        Set(sweep.points.indices.compactMap { cell(figure, $0) }).count > 1
    }

    /// The figures of the answer that move, each with the letter that stands for it in the sentence.
    var lettered: [(letter: String, figure: Figure)] {
        let told = Set(
            sweep.points.compactMap(\.answer).flatMap { $0.argumentNames(language) }.map {
                SweepFigures.answerMark + $0
            })
        return figures.filter { told.contains($0.name) && moves($0) }.enumerated().map { number, figure in
            let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ").map(String.init)
            return (number < letters.count ? letters[number] : "A\(number)", figure)
        }
    }

    /// What a figure is called: its letter, or its column and row.
    func title(_ figure: Figure) -> Localized {
        if let letter = lettered.first(where: { $0.figure.name == figure.name })?.letter {
            return Localized(sv: "[\(letter)]", en: "[\(letter)]")
        }
        guard let address = try? Address(figure.name),
            let analysis = sweep.scenario.steps.first(where: { $0.id == address.step })?.analysis.text,
            let (plugin, spec) = try? sweep.workspace.plugins.analysis(analysis)
        else { return Localized(sv: figure.name, en: figure.name) }
        let own = spec.output(address.table)?.columns.first { $0.name == address.column }?.title
        let column = own ?? plugin.manifest.labels[address.column] ?? sweep.names[address.column]
        let row = address.key.split(separator: ",").map { Address.decode($0) ?? String($0) }
        func text(_ language: Language) -> String {
            let words = row.map { sweep.names[$0]?(language) ?? $0 }.joined(separator: ", ")
            return (column?(language) ?? address.column) + (words.isEmpty ? "" : ", " + words)
        }
        return Localized(sv: text(.swedish), en: text(.english))
    }

    /// The parameters.
    var axes: [Column] {
        sweep.grid.axes.enumerated().map { number, axis in
            let values = axis.values.map(axis.read)
            let type: ColumnType =
                switch axis.spec?.type {
                case .integer where values.allSatisfy({ $0.integer != nil }): .integer
                case .real where values.allSatisfy({ $0.number != nil }): .real
                default: .text
                }
            let spec = ColumnSpec(axis.name, type, unit: type == .text ? nil : axis.spec?.unit)
            return Column(spec, Localized(sv: axis.name, en: axis.name)) { point in
                let place = sweep.grid.place(point)[number]
                switch type {
                case .integer: return values[place].integer.map(Cell.integer) ?? .null
                case .real: return values[place].number.map(Cell.real) ?? .null
                default: return .text(axis.values[place].text)
                }
            }
        }
    }

    /// The numbers of the runs, where they are stored.
    var stored: [Column] {
        guard sweep.isStored else { return [] }
        return [
            Column(ColumnSpec("run", .text, nullable: true), Localized(sv: "Beräkning", en: "Run")) {
                sweep.points[$0].number.map { .text(String($0)) } ?? .null
            }
        ]
    }

    /// A table of columns, a row a point. A name that is taken gets a mark.
    func table(_ columns: [Column]) throws -> Table {
        var specs: [ColumnSpec] = []
        for column in columns {
            var spec = column.spec
            while specs.contains(where: { $0.name == spec.name }) { spec.name += "_" }
            specs.append(spec)
        }
        var builder = TableBuilder(specs, key: specs.prefix(sweep.grid.axes.count).map(\.name))
        for point in sweep.points.indices { try builder.append(columns.map { $0.cell(point) }) }
        return try builder.table()
    }
}

extension SweepGrid.Axis {
    /// A value as its parameter reads it; as it was written where it is refused.
    func read(_ value: GivenValue) -> JSON { (try? spec?.read(value.text)) ?? .string(value.text) }
}
