# SPDX-License-Identifier: EUPL-1.2
"""Tables: the golden forms of the host, the checks of each cell, and the folders of large ones."""

import datetime
import os
import random
import unittest

from support import Case, Column, Problem, Table, every_type, golden, samverk


def rendered(folder):
    """The files of a table's folder, as Tests/Golden/wire/every-type.folder.txt shows them."""
    text = ""
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            data = file.read()
        is_array = name.endswith(".npy")
        head = (data[10:128] if is_array else data).decode("utf-8").strip()
        values = " ".join("%x" % byte for byte in data[128:]) if is_array else ""
        text += "%s %d\n%s\n%s\n" % (name, len(data), head, values)
    return text.encode("utf-8")


class Wire(Case):
    def test_the_golden_forms_are_read_and_written_to_the_byte(self):
        for name in ("every-type.json", "empty.json", "game.json"):
            with self.subTest(name):
                data = golden(name)
                self.assertEqual(samverk._write_json(Table._read(samverk._read_json(data))._wire()), data)
        self.assertEqual(samverk._write_json(every_type()._wire()), golden("every-type.json"))

    def test_a_table_that_is_none(self):
        good = {"columns": [{"name": "a", "type": "integer", "values": [1, 2]}], "key": ["a"]}
        self.assertEqual(Table._read(good)["a"], [1, 2])
        for change, told in [
            ({"columns": [{"name": "a", "type": "integer", "values": [1, 1]}]}, "have the key 1"),
            ({"columns": [{"name": "a", "type": "integer", "values": [1, 2.0]}]}, "row 2: integer was expected, but the value is 2.0"),
            ({"columns": [{"name": "a", "type": "integer", "values": [1, True]}]}, "integer was expected"),
            ({"columns": [{"name": "a", "type": "integer", "values": [1, None]}]}, "integer was expected"),
            ({"columns": [{"name": "a", "type": "int", "values": []}]}, "Unknown column type"),
            ({"columns": [{"name": "a", "type": "integer", "values": [], "x": 1}]}, "unknown field 'x'"),
            ({"columns": [{"name": "a", "type": "date", "values": ["20260101"]}]}, "date was expected"),
            ({"columns": [{"name": "a", "type": "date", "values": ["2026-02-30"]}]}, "date was expected"),
            ({"columns": [{"name": "a", "type": "party", "values": ["991"]}]}, "party was expected"),
            ({"columns": [{"name": "a", "type": "party", "values": ["org:"]}]}, "party was expected"),
            ({"columns": good["columns"] * 2}, "stands twice"),
            ({"columns": good["columns"] + [{"name": "b", "type": "text", "values": []}]}, "unequal length"),
            ({"key": ["b"]}, "'b' is missing"), ({"key": []}, "no key"),
            ({"key": [], "attributes": {"players": ["x", "x"]}}, "no key"),
            ({"key": [], "attributes": {"players": ["x", "y"]}}, "2^2 rows, not 2"), ({"keys": []}, "unknown field"),
        ]:
            with self.subTest(told):
                self.told(told, Table._read, dict(good, **change))


class Rows(Case):
    def table(self):
        return Table([Column("player", "category"), Column("cost", "money", "öre"), Column("note", "text", nullable=True)], ["player"])

    def test_rows_are_dicts(self):
        table = self.table()
        table.add(player="a", cost=5)
        table.add({"player": "b", "cost": 6, "note": "x"})
        self.assertEqual(list(table), [{"player": "a", "cost": 5, "note": None}, {"player": "b", "cost": 6, "note": "x"}])
        self.assertEqual(table["cost"], [5, 6])
        self.assertEqual(table.by_key()["b"]["note"], "x")
        self.assertEqual((len(table), "cost" in table, "price" in table), (2, True, False))
        self.assertEqual(table.column("cost").unit, "öre")

    def test_two_keys(self):
        table = Table.of([Column("a", "text"), Column("b", "date")], ["a", "b"], [["x", "x"], [datetime.date(2026, 1, d) for d in (1, 2)]])
        self.assertIn(("x", datetime.date(2026, 1, 2)), table.by_key())

    def test_a_bad_row_is_refused_and_leaves_nothing(self):
        table = self.table()
        table.add(player="a", cost=5)
        for row, told in [
            ({"player": "b", "cost": 5.0}, "money was expected, but the value is 5.0"), ({"player": "b"}, "money was expected"),
            ({"player": "b", "cost": 2**63}, "money was expected"), ({"player": "b", "cost": True}, "money was expected"),
            ({"player": "b", "cost": 1, "prise": 2}, "no column 'prise'"), ({"player": 1, "cost": 1}, "category was expected"),
        ]:
            with self.subTest(told):
                self.told(told, table.add, row)
                self.assertEqual(len(list(table)), 1)
                self.assertEqual([len(table[name]) for name in ("player", "cost", "note")], [1, 1, 1])
        self.assertIn("note", self.told("no column 'nota'", table.add, player="b", cost=1, nota="x").remedy[0])

    def test_a_real_is_finite_and_never_minus_zero(self):
        table = Table([Column("n", "integer"), Column("x", "real")], ["n"])
        table.add(n=1, x=1)
        table.add(n=2, x=-0.0)
        self.assertEqual([str(x) for x in table["x"]], ["1.0", "0.0"])
        for bad in (float("nan"), float("inf"), 10**400, "1", True):
            self.told("real was expected", table.add, n=3, x=bad)
        self.assertIn(b"[1.0,0.0]", samverk._write_json(table._wire()))


class Folders(Case):
    def test_the_golden_folder(self):
        self.folder()
        samverk._write_folder(every_type(), "t")
        self.assertEqual(rendered("t"), golden("every-type.folder.txt"))
        self.assertEqual(samverk._read_folder("t"), every_type())

    def test_any_table_is_read_back(self):
        self.folder()
        chance = random.Random(7)
        for number in range(60):
            rows = chance.choice([0, 1, 2, 50])
            make = {
                "text": lambda: chance.choice(["", "å", "a\nb", "x" * 40]), "integer": lambda: chance.randint(-(2**63), 2**63 - 1),
                "money": lambda: chance.randint(-(10**12), 10**12), "real": lambda: chance.uniform(-1e9, 1e9),
                "boolean": lambda: chance.random() < 0.5, "party": lambda: chance.choice(["9907", "org:x-1"]),
                "date": lambda: datetime.date.fromordinal(chance.randint(1, 3652059)), "category": lambda: chance.choice("abc"),
            }
            columns, values = [Column("n", "integer")], [list(range(rows))]
            for at, kind in enumerate(chance.sample(samverk.TYPES, 4)):
                nullable = chance.random() < 0.5
                columns.append(Column("c%d" % at, kind, nullable=nullable))
                values.append([None if nullable and chance.random() < 0.3 else make[kind]() for _ in range(rows)])
            table = Table.of(columns, ["n"], values, {"number": number})
            samverk._write_folder(table, "t%d" % number)
            self.assertEqual(samverk._read_folder("t%d" % number), table)

    def test_only_what_is_large_becomes_a_folder(self):
        self.folder()
        small = Table.of([Column("n", "integer")], ["n"], [list(range(32768))])
        large = Table.of([Column("n", "integer")], ["n"], [list(range(32769))])
        host = samverk._Host(0, 1)
        self.assertEqual(set(host.push(large, "l")), {"columns", "key", "attributes"})
        host.features = ["large-tables"]
        self.assertEqual(set(host.push(small, "s")), {"columns", "key", "attributes"})
        self.assertEqual(host.push(large, "l"), {"folder": "l"})
        self.assertEqual(os.listdir("."), ["l"])
        self.assertEqual(samverk._table({"folder": "l"}), large)

    def test_a_folder_that_is_broken(self):
        for told, breaks in [
            ("cut off", lambda: os.truncate("t/3.npy", 140)), ("not 3 values", lambda: os.truncate("t/3.npy", 100)),
            ("cannot be read", lambda: os.unlink("t/3.npy")), ("does not belong", lambda: open("t/9.npy", "w").close()),
            ("cannot be read", lambda: os.truncate("t/7.utf8", 1)),
            ("cannot be read", lambda: (os.unlink("t/3.npy"), os.symlink("/dev/zero", "t/3.npy"))),
            ("JSON", lambda: os.truncate("t/table.json", 10)),
        ]:
            with self.subTest(told):
                self.folder()
                samverk._write_folder(every_type(), "t")
                breaks()
                self.told(told, samverk._read_folder, "t")
        for name in ("..", "a/b", "/etc", ""):
            self.told("no folder", samverk._read_folder, name)


class Money(Case):
    def test_kronor_are_read_exactly(self):
        for text, amount in [("12.50", 1250), ("12.5", 1250), ("-7", -700), ("-0.05", -5), (3, 300), ("+1", 100)]:
            self.assertEqual(samverk.ore(text), amount)
        for bad in ("1.005", "1,50", "", ".5", "1 000", 1.5, True, None, "1e3", "12.50\n"):
            self.told("amount", samverk.ore, bad)

    def test_parts_always_sum_to_the_amount(self):
        self.assertEqual(samverk.split(100, [1, 1, 1]), [34, 33, 33])
        self.assertEqual(samverk.split(-100, [1, 1, 1]), [-33, -33, -34])
        self.assertEqual(samverk.split(10, [0, 3, 0]), [0, 10, 0])
        chance = random.Random(3)
        for _ in range(500):
            amount, weights = chance.randint(-(10**15), 10**15), [chance.randint(0, 10**9) for _ in range(chance.randint(1, 9))] + [1]
            parts = samverk.split(amount, weights)
            self.assertEqual(sum(parts), amount)
            self.assertTrue(all(abs(part * sum(weights) - amount * weight) < sum(weights) for part, weight in zip(parts, weights)))
        for weights in ([], [0, 0], [1, -1], [0.5]):
            self.told("weights", samverk.split, 1, weights)


if __name__ == "__main__":
    unittest.main()
