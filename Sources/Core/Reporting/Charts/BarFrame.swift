// SPDX-License-Identifier: EUPL-1.2

/// What lying bars stand in: names on the left, a value axis below, light lines at the ticks.
struct BarFrame {
    let ticks: Ticks
    let left: Double
    let right: Double
    let top: Double

    /// A frame for the numbers, with room for the widest value text beside the bars.
    init(_ data: ChartData, numbers: [Double], top: Double, valueRoom: Double) {
        let widest = data.labels.map(Drawing.size).max() ?? 0
        left = min(240, max(70, widest + 12))
        let least = numbers.min() ?? 0
        right = Drawing.width - valueRoom - 10
        ticks = Ticks(numbers, about: 6)
        self.top = top
        leftRoom = least < 0 ? valueRoom : 0
    }

    private let leftRoom: Double

    /// Where a number stands.
    func x(_ number: Double) -> Double { left + leftRoom + ticks.place(number) * (right - left - leftRoom) }

    /// The lines at the ticks with their numbers, drawn under the bars.
    func draw(in drawing: inout Drawing, bottom: Double, scale: ValueScale) {
        for value in ticks.values {
            drawing.line(x(value), top, x(value), bottom, style: value == 0 ? "axis" : "grid")
            drawing.text(scale.tick(value, step: ticks.step), x(value), bottom + 16, .middle, style: "a")
        }
        if let unit = scale.unit { drawing.text(unit, left - 20, bottom + 16, .end, style: "a") }
    }
}
