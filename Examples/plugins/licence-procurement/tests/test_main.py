# SPDX-License-Identifier: EUPL-1.2
"""Run with: python3 tests/test_main.py"""

import os
import random
import sys
import unittest

sys.dont_write_bytecode = True  # the folder holds what is packed, and nothing else
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import main  # noqa: E402, F401  (it declares the analysis)
from samverk import Answer, Column, Problem, Table, ore, trial  # noqa: E402


def licences(*rows):
    columns = [
        Column("municipality", "party"), Column("product", "category"), Column("quantity", "integer", "licences"),
        Column("price", "money", "öre/year"),
    ]
    return Table.of(columns, ["municipality", "product"], [list(column) for column in zip(*rows)] or [[], [], [], []])


def ladder(*rows):
    columns = [
        Column("product", "category"), Column("from_quantity", "integer", "licences"), Column("price", "money", "öre/year")]
    return Table.of(columns, ["product", "from_quantity"], [list(column) for column in zip(*rows)] or [[], [], []])


def savings(rows, rungs, parameters=None, rules=None):
    return trial("savings", {"licences": licences(*rows), "ladder": ladder(*rungs)}, parameters, rules=rules)


#: By hand: 30 licences reach the rung of 25, so 30 x 80.00 = 2 400.00 against 10 x 100.00 + 20 x 90.00 = 2 800.00.
TWO = [("9907", "office", 10, 10000), ("9908", "office", 20, 9000)]
RUNGS = [("office", 1, 10500), ("office", 25, 8000), ("office", 33, 7000)]


class Savings(unittest.TestCase):
    def ids(self, outcome):
        return [finding["id"] for finding in outcome.findings]

    def test_everyone_pays_the_joint_price(self):
        outcome = savings(TWO, RUNGS)
        table = outcome.tables["municipalities"]
        self.assertEqual((table["today"], table["joint"], table["saving"]), ([100000, 180000], [80000, 160000], [20000, 20000]))
        self.assertEqual(list(outcome.tables["products"]), [{
            "product": "office", "quantity": 30, "buyers": 2, "from_quantity": 25, "price": 8000, "today": 280000,
            "joint": 240000, "saving": 40000, "to_next": 3}])
        self.assertEqual(self.ids(outcome), ["next-rung", "saves"])

    def test_everyone_saves_the_same_share(self):
        outcome = savings(TWO, RUNGS, {"share": "same-saving"})
        # 240 000 split as 100 : 180 is 85 714.29 and 154 285.71: the remainder .71 takes the öre
        self.assertEqual(outcome.tables["municipalities"]["joint"], [85714, 154286])

    def test_if_one_stays_out_the_others_may_fall_off_the_rung(self):
        table = savings(TWO, RUNGS).tables["staying_out"]
        # 20 x 105.00 = 2 100.00 against 1 600.00; 10 x 105.00 = 1 050.00 against 800.00
        self.assertEqual((table["others"], table["itself"]), ([50000, 25000], [20000, 20000]))

    def test_who_pays_less_today_pays_more_and_is_named(self):
        outcome = savings([("9907", "office", 10, 10000), ("9908", "office", 20, 7500)], RUNGS)
        self.assertEqual(self.ids(outcome), ["next-rung", "saves", "pays-more"])
        self.assertEqual(outcome.findings[-1]["arguments"]["more"]["value"], 10000)

    def test_a_volume_below_the_first_rung_keeps_todays_prices(self):
        outcome = savings(TWO, [("office", 31, 1)])
        self.assertEqual(outcome.tables["municipalities"]["joint"], [100000, 180000])
        self.assertEqual(self.ids(outcome), ["too-few", "no-saving"])
        self.assertEqual(self.ids(savings(TWO, [])), ["too-few", "no-saving"])

    def test_a_rule_keeps_a_purchase_out(self):
        rules = lambda hook, rows: [Answer(False, "avtal till 2028", "rules/x.lua") if row["municipality"] == "9908" else None for row in rows]  # noqa: E731
        outcome = savings(TWO, RUNGS, rules=rules)
        self.assertEqual(outcome.tables["municipalities"]["joint"], [105000, 180000])
        self.assertEqual(self.ids(outcome), ["stays-out", "no-saving", "pays-more"])
        self.assertEqual(outcome.findings[0]["arguments"]["reason"]["value"], "avtal till 2028")
        self.assertEqual(len(outcome.tables["staying_out"]), 1)

    def test_administration_is_shared_to_the_ore(self):
        outcome = savings(TWO, RUNGS, {"administration": 1})
        self.assertEqual(outcome.tables["municipalities"]["joint"], [80033, 160067])

    def test_nothing_to_buy(self):
        outcome = savings([], RUNGS)
        self.assertEqual([len(table) for table in outcome.tables.values()], [0, 0, 0])
        self.assertEqual(savings([("9907", "office", 0, 100)], RUNGS).findings, [])

    def test_amounts_too_large_are_refused(self):
        for rows, rungs in [([("9907", "office", 2**40, 2**40)], RUNGS), ([("9907", "office", 2**40, 1)], [("office", 1, 2**40)])]:
            with self.assertRaises(Problem) as caught:
                savings(rows, rungs)
            self.assertEqual(caught.exception.kind, "input")

    def test_the_parts_always_sum_to_the_whole(self):
        chance = random.Random(5)
        for _ in range(60):
            rows = [
                ("99%02d" % m, product, chance.randint(1, 900), chance.randint(0, 10**6))
                for m in range(chance.randint(1, 6)) for product in "abc" if chance.random() < 0.7]
            rungs = [(product, start, chance.randint(0, 10**6)) for product in "ab" for start in (1, 400, 1500)]
            out = {(m, p) for m, p, _, _ in rows if chance.random() < 0.2}
            fee = chance.choice([0, 7, 100001])
            for share in ("same-price", "same-saving"):
                outcome = savings(rows, rungs, {"share": share, "administration": fee}, lambda hook, asked: [
                    False if (row["municipality"], row["product"]) in out else None for row in asked])
                municipalities, products = outcome.tables["municipalities"], outcome.tables["products"]
                outside = sum(q * price for m, p, q, price in rows if (m, p) in out)
                spent = ore(fee) if len(products) else 0
                self.assertEqual(sum(municipalities["joint"]), sum(products["joint"]) + outside + spent)
                self.assertEqual(sum(municipalities["today"]), sum(q * price for _, _, q, price in rows))

    def test_with_the_same_share_nobody_loses_when_all_gain(self):
        chance = random.Random(9)
        for _ in range(60):
            rows = [("99%02d" % m, "a", chance.randint(1, 900), chance.randint(1000, 9000)) for m in range(5)]
            cheapest = min(price for _, _, _, price in rows)
            table = savings(rows, [("a", 1, cheapest - 1)], {"share": "same-saving"}).tables["municipalities"]
            self.assertTrue(all(saving >= 0 for saving in table["saving"]))


if __name__ == "__main__":
    unittest.main()
