// SPDX-License-Identifier: EUPL-1.2

/// Arithmetic on magnitudes: words of 64 bits, the least first.
///
/// - Source: Knuth, *The Art of Computer Programming*, vol. 2 (3rd ed. 1997), section 4.3.1, algorithms A, S, M and D.
enum Magnitude {
    static func isLess(_ left: [UInt], _ right: [UInt]) -> Bool {
        if left.count != right.count { return left.count < right.count }
        for i in left.indices.reversed() where left[i] != right[i] { return left[i] < right[i] }
        return false
    }

    static func sum(_ left: [UInt], _ right: [UInt]) -> [UInt] {
        var sum = left.count >= right.count ? left : right
        let other = left.count >= right.count ? right : left
        var carry = false
        for i in sum.indices where i < other.count || carry {
            let (first, o1) = sum[i].addingReportingOverflow(i < other.count ? other[i] : 0)
            let (second, o2) = first.addingReportingOverflow(carry ? 1 : 0)
            sum[i] = second
            carry = o1 || o2
        }
        return carry ? sum + [1] : sum
    }

    /// left - right, which is not negative.
    static func difference(_ left: [UInt], _ right: [UInt]) -> [UInt] {
        var difference = left
        var borrow = false
        for i in difference.indices where i < right.count || borrow {
            let (first, o1) = difference[i].subtractingReportingOverflow(i < right.count ? right[i] : 0)
            let (second, o2) = first.subtractingReportingOverflow(borrow ? 1 : 0)
            difference[i] = second
            borrow = o1 || o2
        }
        return difference
    }

    static func product(_ left: [UInt], _ right: [UInt]) -> [UInt] {
        guard !left.isEmpty, !right.isEmpty else { return [] }
        var product = [UInt](repeating: 0, count: left.count + right.count)
        for i in left.indices {
            var carry: UInt = 0
            for j in right.indices {
                var (high, low) = left[i].multipliedFullWidth(by: right[j])
                var overflow: Bool
                (low, overflow) = low.addingReportingOverflow(product[i + j])
                if overflow { high &+= 1 }
                (low, overflow) = low.addingReportingOverflow(carry)
                if overflow { high &+= 1 }
                product[i + j] = low
                carry = high
            }
            product[i + right.count] = carry
        }
        return product
    }

    /// The quotient and the remainder by a divisor that is not zero.
    static func quotient(_ dividend: [UInt], by divisor: [UInt]) -> (quotient: [UInt], remainder: [UInt]) {
        guard !isLess(dividend, divisor), let top = divisor.last else { return ([], dividend) }
        if divisor.count == 1 { return quotient(dividend, by: top) }
        let shift = top.leadingZeroBitCount
        let v = shifted(divisor, by: shift)
        let n = divisor.count
        var u = shifted(dividend, by: shift) + [0]
        if u.count == dividend.count + 2 { u.removeLast() }
        var quotient = [UInt](repeating: 0, count: u.count - n)
        for j in quotient.indices.reversed() {
            var digit = estimate(u[j + n], u[j + n - 1], u[j + n - 2], v[n - 1], v[n - 2])
            if !subtract(v, times: digit, from: &u, at: j) {
                digit -= 1
                addBack(v, to: &u, at: j)
            }
            quotient[j] = digit
        }
        return (quotient, shiftedBack(Array(u.prefix(n)), by: shift))
    }

    private static func quotient(_ dividend: [UInt], by divisor: UInt) -> (quotient: [UInt], remainder: [UInt]) {
        var quotient = dividend
        var rest: UInt = 0
        for i in dividend.indices.reversed() {
            (quotient[i], rest) = divisor.dividingFullWidth((rest, dividend[i]))
        }
        return (quotient, [rest])
    }

    /// A digit of the quotient, at most one too large (step D3).
    private static func estimate(_ u2: UInt, _ u1: UInt, _ u0: UInt, _ v1: UInt, _ v0: UInt) -> UInt {
        var digit = UInt.max
        var rest = u1
        var isLarge = false
        if u2 >= v1 {
            (rest, isLarge) = u1.addingReportingOverflow(v1)
        } else {
            (digit, rest) = v1.dividingFullWidth((u2, u1))
        }
        while !isLarge {
            let product = digit.multipliedFullWidth(by: v0)
            guard (product.high, product.low) > (rest, u0) else { break }
            digit -= 1
            (rest, isLarge) = rest.addingReportingOverflow(v1)
        }
        return digit
    }

    /// Subtracts v * digit from u at a place; false when that went below zero.
    private static func subtract(_ v: [UInt], times digit: UInt, from u: inout [UInt], at place: Int) -> Bool {
        var carry: UInt = 0
        for i in 0...v.count {
            var high: UInt = 0
            var low = carry
            if i < v.count {
                (high, low) = v[i].multipliedFullWidth(by: digit)
                let (sum, overflow) = low.addingReportingOverflow(carry)
                low = sum
                if overflow { high &+= 1 }
            }
            let (difference, borrow) = u[place + i].subtractingReportingOverflow(low)
            u[place + i] = difference
            carry = high &+ (borrow ? 1 : 0)
        }
        return carry == 0
    }

    private static func addBack(_ v: [UInt], to u: inout [UInt], at place: Int) {
        var carry = false
        for i in 0...v.count {
            let (first, o1) = u[place + i].addingReportingOverflow(i < v.count ? v[i] : 0)
            let (second, o2) = first.addingReportingOverflow(carry ? 1 : 0)
            u[place + i] = second
            carry = o1 || o2
        }
    }

    /// Shifted left by less than a word.
    private static func shifted(_ words: [UInt], by shift: Int) -> [UInt] {
        guard shift > 0 else { return words }
        var result: [UInt] = []
        result.reserveCapacity(words.count + 1)
        var carry: UInt = 0
        for word in words {
            result.append(word << shift | carry)
            carry = word >> (64 - shift)
        }
        return carry == 0 ? result : result + [carry]
    }

    private static func shiftedBack(_ words: [UInt], by shift: Int) -> [UInt] {
        guard shift > 0 else { return words }
        return words.indices.map { i in
            words[i] >> shift | (i + 1 < words.count ? words[i + 1] << (64 - shift) : 0)
        }
    }
}
