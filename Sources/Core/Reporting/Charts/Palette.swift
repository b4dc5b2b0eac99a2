// SPDX-License-Identifier: EUPL-1.2

/// The colours of charts, told apart also by the colour-blind; no chart relies on colour alone.
///
/// - Source: Okabe and Ito, *Color Universal Design* (2008), for series; one blue from light to dark for levels.
enum Palette {
    /// Colours of series, in order.
    static let series = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8a8a8a", "#e3d42f"]
    /// Which of them need white text on them.
    static let needsWhite = [true, false, true, false, false, true, false, false]
    /// Five steps from little to much.
    static let levels = ["#edf3f9", "#c3d9ec", "#8ab6da", "#4583b7", "#134f80"]
    /// Which of them need white text on them.
    static let levelNeedsWhite = [false, false, false, true, true]
    /// How lines are dashed, so that they differ also in black and white.
    static let dashes = ["", "7 4", "2 3", "9 3 2 3", "4 2", "1 2", "12 4", "5 5"]

    static func series(_ i: Int) -> String { series[i % series.count] }
}
