// SPDX-License-Identifier: EUPL-1.2

/// Code page 437, the characters of a SIE file ("PC8").
///
/// - Source: SIE-gruppen, *SIE filformat, utgåva 4B* (2008-09-30), section 5.7; the table is IBM's of 1984.
enum CodePage437 {
    /// The characters of the bytes 128 to 254; 255 is a no-break space, which is written as a blank.
    private static let upper =
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■"

    private static let bytes: [Character: UInt8] = {
        var bytes: [Character: UInt8] = [:]
        for code in UInt8(32)...126 { bytes[Character(Unicode.Scalar(code))] = code }
        for (i, character) in upper.enumerated() { bytes[character] = UInt8(128 + i) }
        return bytes
    }()

    /// What is written for characters that are not of the page but look like some that are; for a backslash too, which
    /// before a quotation mark would be taken for the sign that protects it.
    private static let likeness: [Character: String] = [
        "\u{A0}": " ", "\u{202F}": " ", "\u{2010}": "-", "\u{2011}": "-", "–": "-", "—": "-", "\u{2212}": "-", "’": "'",
        "‘": "'", "”": "\"", "“": "\"", "…": "...", "\\": "/",
    ]

    /// A text in the code page, composed or decomposed letters alike.
    ///
    /// - Returns: the bytes, or the first character that is not of the page and looks like none of it.
    static func encode(_ text: String) -> (bytes: [UInt8], unknown: Character?) {
        var out: [UInt8] = []
        for character in text {
            if let same = likeness[character] {
                out.append(contentsOf: same.utf8)
            } else if let byte = bytes[character] {
                out.append(byte)
            } else {
                return (out, character)
            }
        }
        return (out, nil)
    }
}
