// SPDX-License-Identifier: EUPL-1.2

/// Solves a square system A y = b of whole numbers exactly, by elimination without fractions.
///
/// Every intermediate number is a minor of the matrix, so that none grows beyond what it must; with coalitions as rows
/// they are small, and the whole runs in 128 bits.
///
/// - Parameter rows: each row of A with its b last.
/// - Returns: y as numerators over one denominator above zero, or nil when A is singular.
/// - Source: Bareiss, *Sylvester's identity and multistep integer-preserving Gaussian elimination* (1968).
public func solveExactly(_ rows: [[BigInt]]) -> ExactShares? {
    var a = rows
    let n = a.count
    var previous: BigInt = 1
    for k in 0..<n {
        // the smallest pivot keeps the numbers small
        let candidates = (k..<n).filter { a[$0][k].signum != 0 }
        guard let pivot = candidates.min(by: { a[$0][k].bitWidth < a[$1][k].bitWidth }) else { return nil }
        a.swapAt(k, pivot)
        let top = a[k]
        let head = top[k]
        for i in 0..<n where i != k {
            let factor = a[i][k]
            for j in k + 1...n {
                a[i][j] = .eliminated(head, a[i][j], factor, top[j], over: previous)
            }
            // the eliminated columns hold the determinant so far on the diagonal, zero elsewhere
            a[i][k] = 0
        }
        previous = head
    }
    let sign: BigInt = previous.signum < 0 ? -1 : 1
    return ExactShares(a.map { sign * $0[n] }, over: sign * previous)
}
