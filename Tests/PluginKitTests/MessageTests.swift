// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain
import SamverkPluginKit
import SamverkTestSupport
import Testing

/// What goes over the pipe, to the byte (docs/contracts.md, section 2).
@Suite struct MessageTests {
    static let messages: [(Message, String)] = [
        (
            .request(id: 1, method: "hello", params: HelloOffer().wire),
            #"{"jsonrpc":"2.0","id":1,"method":"hello","params":{"versions":["1.0"],"features":["cancel","large-tables","log","progress","rules"]}}"#
        ),
        (
            .notification(method: "progress", params: ["fraction": 0.5]),
            #"{"jsonrpc":"2.0","method":"progress","params":{"fraction":0.5}}"#
        ),
        (.result(id: 7, ["ok": true]), #"{"jsonrpc":"2.0","id":7,"result":{"ok":true}}"#),
        (.result(id: 8, .null), #"{"jsonrpc":"2.0","id":8,"result":null}"#),
        (
            .failure(
                id: 2,
                Problem(
                    Localized(sv: "Fel.", en: "Wrong."), kind: .limit, remedy: Localized(sv: "Gör om.", en: "Redo."))),
            #"{"jsonrpc":"2.0","id":2,"error":{"code":-32000,"message":"Wrong.","data":{"kind":"limit","sv":"Fel.","en":"Wrong.","remedy":{"sv":"Gör om.","en":"Redo."}}}}"#
        ),
        (
            .failure(id: 3, Problem("a\nb")),
            #"{"jsonrpc":"2.0","id":3,"error":{"code":-32000,"message":"a\nb","data":{"kind":"input","sv":"a\nb","en":"a\nb","remedy":null}}}"#
        ),
    ]

    @Test("A message is one line", arguments: messages)
    func writes(_ message: Message, _ line: String) {
        #expect(String(decoding: message.line, as: UTF8.self) == line)
        #expect(!message.line.contains(10))
    }

    @Test("And is read back", arguments: messages)
    func readsBack(_ message: Message, _ line: String) throws {
        #expect(try Message(line: Array(line.utf8)) == message)
    }

    @Test(
        "What is no message is refused",
        arguments: [
            "", "[]", "{}", #"{"jsonrpc":"1.0","id":1,"method":"a"}"#, #"{"id":1,"method":"a"}"#,
            #"{"jsonrpc":"2.0","id":1}"#,
            #"{"jsonrpc":"2.0","id":"1","method":"a"}"#, #"{"jsonrpc":"2.0","id":1.0,"method":"a"}"#,
            #"{"jsonrpc":"2.0","id":1,"method":5}"#, #"{"jsonrpc":"2.0","result":{}}"#,
            #"{"jsonrpc":"2.0","id":"x","result":{}}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"a","result":{}}"#, #"{"jsonrpc":"2.0","id":1,"result":{},"error":{}}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"a","method":"b"}"#, #"{"jsonrpc":"2.0","id":1,"method":"a"} "# + "x",
            #"[{"jsonrpc":"2.0","id":1,"method":"a"}]"#,
        ])
    func refuses(_ line: String) {
        #expect(throws: Problem.self) { try Message(line: Array(line.utf8)) }
    }

    @Test func aForeignErrorIsUnderstoodAndBounded() throws {
        let flood = String(repeating: "x", count: 10_000)
        let line = #"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"\#(flood)"}}"#
        guard case .failure(1, let problem) = try Message(line: Array(line.utf8)) else {
            Issue.record("no failure")
            return
        }
        #expect(problem.kind == .input)
        #expect(problem.message.en.count == 2000)
        #expect(problem.message.sv == problem.message.en)
    }

    @Test func anyTextSurvivesThePipe() throws {
        var seed = Seed(20)
        for _ in 0..<500 {
            let message = Message.request(
                id: seed.integer(0...9), method: seed.hostileText(1...5),
                params: ["x": .string(seed.hostileText(0...20))])
            #expect(!message.line.contains(10))
            #expect(try Message(line: message.line) == message)
        }
    }
}
