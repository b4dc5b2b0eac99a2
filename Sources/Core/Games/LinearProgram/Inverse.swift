// SPDX-License-Identifier: EUPL-1.2

/// The inverse of a square matrix given row by row, returned column by column; nil when it is singular.
///
/// By Gauss and Jordan's elimination with partial pivoting.
func invertedTransposed(_ matrix: [Double], _ n: Int) -> [Double]? {
    var a = matrix
    // rows of the inverse, turned to columns at the end
    var inverse = [Double](repeating: 0, count: n * n)
    for k in 0..<n { inverse[k * n + k] = 1 }
    for k in 0..<n {
        guard let pivot = (k..<n).max(by: { abs(a[$0 * n + k]) < abs(a[$1 * n + k]) }), abs(a[pivot * n + k]) > 1e-11
        else { return nil }
        if pivot != k {
            for j in 0..<n {
                a.swapAt(k * n + j, pivot * n + j)
                inverse.swapAt(k * n + j, pivot * n + j)
            }
        }
        let scale = 1 / a[k * n + k]
        for j in 0..<n {
            a[k * n + j] *= scale
            inverse[k * n + j] *= scale
        }
        for i in 0..<n where i != k && a[i * n + k] != 0 {
            let factor = a[i * n + k]
            for j in 0..<n {
                a[i * n + j] -= factor * a[k * n + j]
                inverse[i * n + j] -= factor * inverse[k * n + j]
            }
        }
    }
    var columns = inverse
    for i in 0..<n { for j in 0..<n { columns[j * n + i] = inverse[i * n + j] } }
    return columns
}
