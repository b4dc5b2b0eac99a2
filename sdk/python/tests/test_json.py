# SPDX-License-Identifier: EUPL-1.2
"""JSON is read as strictly as the host reads it, and nothing is written that the host would refuse."""

import unittest

from support import Case, Problem, samverk


class JSON(Case):
    def test_what_is_read(self):
        for text, value in [
            (b"1", 1), (b"1.0", 1.0), (b"1e2", 100.0), (b"-0.0", 0.0), (b"9223372036854775807", 2**63 - 1),
            (b"-9223372036854775808", -(2**63)), ("\"å\"".encode(), "å"), (b'"\\ud83d\\ude00"', "😀"),
            (b'{"b":1,"a":[true,null]}', {"b": 1, "a": [True, None]}), (b"[" * 64 + b"]" * 64, None),
            (b'["' + b"[" * 100 + b'"]', ["[" * 100]), (b'["\\"' + b"[" * 100 + b'"]', ['"' + "[" * 100]),
        ]:
            with self.subTest(text[:40]):
                read = samverk._read_json(text)
                if value is not None:
                    self.assertEqual(read, value)
                    self.assertIs(type(read), type(value))
        self.assertEqual(str(samverk._read_json(b"-0.0")), "0.0")

    def test_what_is_refused(self):
        for text in [
            b"", b"{", b"1 2", b"NaN", b"-Infinity", b"1e400", b"9223372036854775808", b"-9223372036854775809", b"01", b"1.",
            b'{"a":1,"a":1}', b'[{"a":{"b":1,"b":2}}]', b"[" * 65 + b"]" * 65, b"\xef\xbb\xbf1", b'"\xff"', b'"\\ud800"',
            b'"\\udc00x"', b'{"\\ud800":1}', b'"\x01"', b"'a'", b"[1,]", b"9" * 5000, b"[" * 200000,
        ]:
            with self.subTest(text[:40]):
                self.assertEqual(self.told("JSON", samverk._read_json, text).kind, "program")

    def test_what_is_written(self):
        self.assertEqual(samverk._write_json({"a": [1, 1.0, 0.1, None, True, "å\n"]}), '{"a":[1,1.0,0.1,null,true,"å\\n"]}'.encode())
        for value in [float("nan"), float("inf")]:
            with self.assertRaises(ValueError):
                samverk._write_json(value)

    def test_an_unknown_or_missing_field_is_refused(self):
        self.told("'b' is missing", samverk._fields, {"a": 1}, "x", ("a", "b"))
        self.told("unknown field 'c'", samverk._fields, {"a": 1, "c": 2}, "x", ("a",), ("b",))
        self.told("an object", samverk._fields, [], "x", ())
        self.assertEqual(samverk._fields({"a": 1}, "x", ("a",), ("b",)), {"a": 1})
        with self.assertRaises(ValueError):
            Problem("x", kind="mine")


if __name__ == "__main__":
    unittest.main()
