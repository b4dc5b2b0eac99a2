# SPDX-License-Identifier: EUPL-1.2
"""The conversation with the host, message by message, and the bench for a plugin's own tests."""

import os
import unittest

from support import MANIFEST, PLUGIN, Case, Column, Plugin, Table, golden, samverk

#: What a host of today offers, and one thing more that a later one may.
OFFER = {"versions": ["1.0"], "features": ["cancel", "large-tables", "log", "progress", "rules", "telepathy"]}


def costs(rows=2):
    return Table.of(
        [Column("player", "category"), Column("cost", "money", "öre/year")], ["player"],
        [["p%d" % n for n in range(rows)], [100 * n for n in range(rows)]])


def request(**change):
    parameters = {"factor": 2, "methods": ["a", "b"], "unit": "SEK"}
    parameters.update(change.pop("parameters", {}))
    whole = {
        "run": "r1", "analysis": "double", "parameters": parameters, "inputs": {"costs": costs()._wire()}, "members": ["9907"],
        "asOf": "2026-01-01", "period": "2026", "seed": -1,
    }
    return dict(whole, **change)


class Conversation(Case):
    def started(self, *arguments):
        plugin = Plugin(self, *arguments)
        plugin.ask(1, "hello", OFFER)
        want = {"protocol": "1.0", "plugin": "sample", "version": "0.2.0", "features": OFFER["features"][:-1]}
        self.assertEqual(plugin.hear(), {"jsonrpc": "2.0", "id": 1, "result": want})
        return plugin

    def result(self, plugin):
        """The answer to the run, progress passed over."""
        while True:
            message = plugin.hear()
            if message is None or "id" in message:
                return message

    def failure(self, message):
        return message["error"]["data"]

    def test_hello_run_and_the_end(self):
        plugin = self.started()
        plugin.ask(2, "run", request())
        message = self.result(plugin)
        self.assertEqual(message["result"]["run"], "r1")
        table = Table._read(message["result"]["tables"]["doubled"])
        self.assertEqual(table["cost"], [0, 200])
        self.assertEqual([c.type for c in table.columns], ["category", "money", "money", "money"])
        plugin.process.stdin.close()
        self.assertIsNone(plugin.hear())
        self.assertEqual(plugin.process.wait(), 0)

    def test_two_runs_of_one_process(self):
        plugin = self.started()
        for id in (2, 3):
            plugin.ask(id, "run", request(parameters={"factor": id}))
            message = self.result(plugin)
            self.assertEqual((message["id"], message["result"]["tables"]["doubled"]["columns"][1]["values"]), (id, [0, 100 * id]))

    def test_what_prints_does_not_disturb(self):
        plugin = self.started()
        plugin.ask(2, "run", request(parameters={"note": "say"}))
        self.assertIn("result", self.result(plugin))
        self.assertIn("this is no message", plugin.end())

    def test_a_fault_of_the_input(self):
        plugin = self.started()
        plugin.ask(2, "run", request(parameters={"note": "refuse"}))
        data = self.failure(self.result(plugin))
        self.assertEqual(data, {"kind": "input", "sv": "Volymen saknas.", "en": "The volume is missing.", "remedy": {"sv": "Ange den.", "en": "Give it."}})

    def test_a_missing_input_names_its_flag(self):
        plugin = self.started()
        plugin.ask(2, "run", request(inputs={}))
        self.assertEqual(self.failure(self.result(plugin))["remedy"]["en"], "Give --input costs=FILE.")

    def test_a_crash_tells_file_and_line_and_no_path(self):
        plugin = self.started()
        plugin.ask(2, "run", request(parameters={"note": "crash"}))
        data = self.failure(self.result(plugin))
        line = 1 + PLUGIN.split("\n").index('        raise KeyError("nothing")')
        self.assertEqual((data["kind"], data["en"]), ("program", "main.py:%d: KeyError: 'nothing'" % line))
        self.assertIn("Traceback", plugin.end())

    def test_rules_are_asked_in_the_middle(self):
        plugin = self.started()
        plugin.ask(2, "run", request(parameters={"note": "rules"}))
        asked = plugin.hear()
        self.assertEqual((asked["method"], asked["params"]["run"], asked["params"]["hook"]), ("rules", "r1", "sample/keep@1"))
        self.assertEqual(Table._read(asked["params"]["rows"])["default"], [True, True])
        answers = [{"row": 1, "value": False, "reason": "no", "by": "rules/x.lua"}, {"row": 0, "value": None, "reason": None, "by": None}]
        plugin.say({"jsonrpc": "2.0", "id": asked["id"], "result": {"answers": answers}})
        self.assertEqual(Table._read(self.result(plugin)["result"]["tables"]["doubled"])["cost"], [0, 0])

    def test_a_rule_that_fails_fails_the_run(self):
        plugin = self.started()
        plugin.ask(2, "run", request(parameters={"note": "rules"}))
        problem = samverk.Problem("Regeln x.lua fallerar.", "The rule x.lua fails.", "limit")
        plugin.say({"jsonrpc": "2.0", "id": plugin.hear()["id"], "error": problem._wire()})
        data = self.failure(self.result(plugin))
        self.assertEqual((data["kind"], data["en"]), ("limit", "The rule x.lua fails."))

    def test_a_host_that_answers_out_of_turn(self):
        plugin = self.started()
        plugin.ask(2, "run", request(parameters={"note": "rules"}))
        plugin.say({"jsonrpc": "2.0", "id": plugin.hear()["id"] + 1, "result": {"answers": []}})
        self.assertIn("out of turn", self.failure(self.result(plugin))["en"])

    def test_progress_and_log_are_notifications(self):
        plugin = self.started()
        plugin.ask(2, "run", request(parameters={"note": "log"}))
        told = []
        while True:
            message = plugin.hear()
            if "id" in message:
                break
            told.append((message["method"], message["params"]))
        self.assertEqual(told, [
            ("log", {"level": "warning", "text": "here"}), ("progress", {"fraction": 0.0}), ("progress", {"fraction": 0.5})])

    def test_what_was_not_offered_is_not_said(self):
        plugin = Plugin(self)
        plugin.ask(1, "hello", {"versions": ["2.0", "1.0"]})
        self.assertEqual(plugin.hear()["result"]["features"], [])
        plugin.ask(2, "run", request(parameters={"note": "log"}))
        self.assertEqual(plugin.hear()["id"], 2)

    def test_a_protocol_that_it_does_not_speak(self):
        plugin = Plugin(self)
        plugin.ask(1, "hello", {"versions": ["2.0"]})
        self.assertIn("speaks protocol 1.0", self.failure(plugin.hear())["en"])

    def test_a_cancel_ends_it_in_the_middle(self):
        for note in ("wait", "rules"):
            with self.subTest(note):
                plugin = self.started()
                plugin.ask(2, "run", request(parameters={"note": note}))
                self.assertIsNotNone(plugin.hear())
                plugin.say({"jsonrpc": "2.0", "method": "cancel", "params": {"run": "r1"}})
                while True:
                    message = plugin.hear()
                    if message is None:
                        break
                    self.assertNotIn("id", message)
                self.assertEqual(plugin.process.wait(), 0)

    def test_the_end_of_the_host_ends_it_in_the_middle(self):
        plugin = self.started()
        plugin.ask(2, "run", request(parameters={"note": "wait"}))
        self.assertIsNotNone(plugin.hear())
        plugin.process.stdin.close()
        self.assertEqual(plugin.process.wait(), 0)

    def test_large_tables_go_by_folder_both_ways(self):
        plugin = self.started()
        scratch = os.getcwd()
        samverk._write_folder(costs(30000), "input-0")
        plugin.ask(2, "run", request(inputs={"costs": {"folder": "input-0"}}))
        wire = self.result(plugin)["result"]["tables"]["doubled"]
        self.assertEqual(set(wire), {"folder"})
        self.assertEqual(sum(samverk._table(wire)["cost"]), 2 * sum(costs(30000)["cost"]))
        self.assertEqual(sorted(os.listdir(scratch)), ["input-0", wire["folder"]])

    def test_what_is_no_message_ends_it(self):
        for line in (b"hello", b"[]", b'{"jsonrpc":"1.0","id":1,"method":"hello"}', b"\xff", b'{"jsonrpc":"2.0","id":"a","method":"hello"}'):
            with self.subTest(line):
                plugin = Plugin(self)
                plugin.say(line)
                self.assertIsNone(plugin.hear())
                self.assertEqual(plugin.process.wait(), 1)
                self.assertNotIn("Traceback", plugin.end())

    def test_an_analysis_that_is_not_there(self):
        plugin = self.started()
        plugin.ask(2, "run", request(analysis="triple"))
        self.assertIn("Unknown analysis 'triple'", self.failure(self.result(plugin))["en"])
        plugin.ask(3, "walk", {})
        self.assertIn("Unknown method 'walk'", self.failure(self.result(plugin))["en"])

    def test_the_manifest_and_the_code_must_agree(self):
        code = "from samverk import *\n@analysis('other')\ndef f(run): pass\nserve()\n"
        plugin = Plugin(self, code)
        plugin.ask(1, "hello", OFFER)
        self.assertIn("@analysis('double')", self.failure(plugin.hear())["en"])


class WholeRun(Case):
    """The conversation of Tests/Golden/wire/conversation.txt, word for word."""

    CODE = """
from samverk import *

@analysis("sum")
def total(run):
    given = run.input("in")
    run.log("%d players" % len(given))
    answers = run.rules("fake/keep@1", given)
    assert answers == [Answer(True, "why", "a.lua"), Answer(None, None, None)], answers
    run.progress(0.5)
    for row in given:
        run.output("totals").add(row)

serve()
"""
    COLUMNS = [{"name": "player", "type": "category", "title": "P"}, {"name": "total", "type": "money", "unit": "öre/year", "title": "T"}]
    FAKE = dict(MANIFEST, id="fake", version="0.1.0", analyses=[{
        "id": "sum", "title": "S", "summary": "S", "hooks": ["fake/keep@1"],
        "inputs": [{"name": "in", "title": "I", "key": ["player"], "columns": COLUMNS}],
        "outputs": [{"name": "totals", "title": "T", "key": ["player"], "lineage": "key", "columns": COLUMNS}]}])

    def test_every_message(self):
        plugin = Plugin(self, self.CODE, self.FAKE)
        for line in golden("conversation.txt").splitlines():
            if line.startswith(b"> "):
                plugin.say(line[2:])
                continue
            want, found = samverk._read_json(line[2:]), plugin.hear()
            if "features" in want.get("result", {}):  # each takes what it likes of the offer
                self.assertEqual(found["result"].pop("features"), OFFER["features"][:-1])
                del want["result"]["features"]
            self.assertEqual(found, want)
        plugin.process.stdin.close()
        self.assertEqual(plugin.process.wait(), 0)


class Bench(Case):
    """``trial``, for the plugin's own tests; the plugin's code is imported as a test imports it."""

    def setUp(self):
        folder = self.folder()
        with open("plugin.json", "wb") as file:
            file.write(samverk._write_json(MANIFEST))
        samverk._functions.clear()
        self.addCleanup(samverk._functions.clear)
        exec(compile(PLUGIN, "main.py", "exec"), {"__name__": "main"})
        samverk._own_manifest(os.path.join(folder, "plugin.json"))

    def test_defaults_are_filled_in(self):
        outcome = samverk.trial("double", {"costs": costs()})
        self.assertEqual(list(outcome.tables["doubled"])[1], {"player": "p1", "cost": 200, "a": 1, "b": 2})
        self.assertEqual(samverk.trial("double", {"costs": costs()}, {"factor": 5}).tables["doubled"]["cost"], [0, 500])

    def test_the_type_of_a_column_may_follow_a_parameter(self):
        table = samverk.trial("double", {"costs": costs()}, {"unit": "none"}).tables["doubled"]
        self.assertEqual((table.column("a").type, table["a"]), ("real", [1.0, 1.0]))

    def test_rules_are_a_function(self):
        outcome = samverk.trial("double", {"costs": costs()}, {"note": "rules"}, rules=lambda hook, rows: [None, False])
        self.assertEqual(outcome.tables["doubled"]["cost"], [0, 0])
        outcome = samverk.trial("double", {"costs": costs()}, {"note": "rules"})
        self.assertEqual(outcome.tables["doubled"]["cost"], [0, 100])

    def test_a_problem_is_raised(self):
        self.told("The volume is missing.", samverk.trial, "double", {"costs": costs()}, {"note": "refuse"})
        self.told("main.py:", samverk.trial, "double", {"costs": costs()}, {"note": "crash"})

    def test_what_the_run_knows(self):
        run = samverk.Run(request(), None)
        self.assertEqual((run.members, run.period, run.seed), (["9907"], "2026", 2**64 - 1))
        self.assertEqual(run.as_of.isoformat(), "2026-01-01")
        self.told("has no 'cost' among its inputs", run.input, "cost")
        self.told("has no 'factors' among its parameters", run.parameter, "factors")
        self.told("has no 'double' among its outputs", run.output, "double")
        self.told("has not declared other/hook@1", run.rules, "other/hook@1", costs())
        self.told("'doubled' is missing", run._result, lambda table, i: table)

    def test_a_finding_has_all_its_values(self):
        run = samverk.Run(request(), None)
        self.told("{cost}", run.finding, "largest", player="a")
        self.told("has no 'larger'", run.finding, "larger")
        self.told("severity", run.finding, "largest", "bad", player="a", cost=1)
        self.told("no value", run.finding, "largest", player="a", cost=[1])
        self.told("money was expected", run.finding, "largest", player="a", cost=samverk.money(1.5))
        run.finding("largest", "notice", player=samverk.party("9907"), cost=samverk.money(5, "öre/year"))
        self.assertEqual(run._findings, [{"id": "largest", "severity": "notice", "arguments": {
            "cost": {"type": "money", "unit": "öre/year", "value": 5}, "player": {"type": "party", "unit": None, "value": "9907"}}}])

    def test_the_golden_finding_and_request(self):
        want = samverk._read_json(golden("finding.json"))
        made = {name: samverk._argument(name, value) for name, value in {
            "kind": samverk.category("desk"), "names": "Kommun A, Kommun B", "nothing": None, "ok": True, "parties": 5,
            "party": samverk.party("9907"), "saving": samverk.money(123400, "öre/year"), "share": samverk.number(0.25, "share"),
            "since": samverk.datetime.date(2026, 1, 1)}.items()}
        self.assertEqual(samverk._write_json(made), samverk._write_json(want["arguments"]))
        params = samverk._read_json(golden("run-request.json"))
        for wire in params["inputs"].values():
            self.assertEqual(samverk._write_json(Table._read(wire)._wire()), samverk._write_json(wire))
        samverk._own_manifest().analyses["allocate"] = {"outputs": []}
        samverk._functions["allocate"] = None
        run = samverk.Run(dict(params, run="r1"), None)
        self.assertEqual(run.members, ["9908", "9907", "org:gemensam-it"])
        for wire in samverk._read_json(golden("analysis-output.json"))["tables"].values():
            Table._read(wire)


if __name__ == "__main__":
    unittest.main()
