# SPDX-License-Identifier: EUPL-1.2
"""Run with: python3 tests/test_main.py"""

import os
import sys
import unittest

sys.dont_write_bytecode = True  # the folder holds what is packed, and nothing else
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import main  # noqa: E402, F401  (it declares the analyses)
from samverk import Column, Problem, Table, trial  # noqa: E402

INHABITANTS = Table.of(
    [Column("municipality", "party"), Column("inhabitants", "integer", "persons")], ["municipality"],
    [["9907", "9908"], [1000, 3000]])


def costs(*amounts):
    columns = [Column("municipality", "party"), Column("cost", "money", "öre/year")]
    return Table.of(columns, ["municipality"], [["9907", "9908"][: len(amounts)], list(amounts)])


class PerInhabitant(unittest.TestCase):
    def test_each_is_compared_with_all_together(self):
        outcome = trial("per-inhabitant", {"costs": costs(300000, 500000), "inhabitants": INHABITANTS})
        table = outcome.tables["per_inhabitant"]
        self.assertEqual(table["per_inhabitant"], [300, 166])
        self.assertEqual(table["above"], [0.5, -0.17])
        self.assertEqual([finding["id"] for finding in outcome.findings], ["average", "above"])

    def test_the_threshold_decides_who_is_named(self):
        inputs = {"costs": costs(300000, 500000), "inhabitants": INHABITANTS}
        outcome = trial("per-inhabitant", inputs, {"threshold": 0.5})
        self.assertEqual([finding["id"] for finding in outcome.findings], ["average"])

    def test_a_municipality_without_a_population_is_named(self):
        few = Table.of(INHABITANTS.columns, ["municipality"], [["9907"], [1000]])
        with self.assertRaises(Problem) as caught:
            trial("per-inhabitant", {"costs": costs(1, 2), "inhabitants": few})
        self.assertIn("9908", caught.exception.en)

    def test_nothing_costs_nothing(self):
        outcome = trial("per-inhabitant", {"costs": costs(0, 0), "inhabitants": INHABITANTS})
        self.assertEqual(outcome.tables["per_inhabitant"]["above"], [None, None])
        self.assertEqual(len(trial("per-inhabitant", {"costs": costs(), "inhabitants": INHABITANTS}).findings), 0)


if __name__ == "__main__":
    unittest.main()
