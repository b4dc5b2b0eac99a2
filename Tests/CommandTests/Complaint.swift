// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import Testing

/// What a wrong input must be met with: an exit status, and one message that names the place and the remedy.
struct Complaint: Sendable {
    var status: Int32
    /// What the message must say: the place, the fault, the remedy.
    var says: [String]

    /// The input, the data or a rule is at fault.
    static func fault(_ says: String...) -> Complaint { Complaint(status: 1, says: says) }
    /// The command is used wrongly.
    static func usage(_ says: String...) -> Complaint { Complaint(status: 2, says: says) }
    /// A limit or an outside program.
    static func program(_ says: String...) -> Complaint { Complaint(status: 3, says: says) }
}

extension Tool.Outcome {
    /// Expects the command to have complained in this way: nothing on standard output, and no trace of its insides.
    func expect(_ complaint: Complaint, sourceLocation: SourceLocation = #_sourceLocation) {
        let command: Comment = "samverk \(arguments.joined(separator: " "))\n\(errors)"
        #expect(status == complaint.status, command, sourceLocation: sourceLocation)
        #expect(output == "", command, sourceLocation: sourceLocation)
        // A refused change of plugins is shown before it is refused.
        let isTold = errors.split(separator: "\n").contains { $0.hasPrefix("samverk: ") || $0.hasPrefix("Error: ") }
        #expect(isTold, command, sourceLocation: sourceLocation)
        for said in complaint.says {
            #expect(errors.contains(said), "'\(said)' is not said by \(command)", sourceLocation: sourceLocation)
        }
        for inside in ["Fatal error", "Backtrac", "0x0", "NSError", "Optional(", "exited(", ".swift", "Code="] {
            #expect(!errors.contains(inside), command, sourceLocation: sourceLocation)
        }
    }

    /// How many messages there are on standard error.
    var messages: Int { errors.split(separator: "\n").count { $0.hasPrefix("samverk: ") } }
}
