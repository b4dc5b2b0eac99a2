# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the SDK share: where it is, the golden forms, a plugin to speak with."""

import datetime
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
SDK = os.path.dirname(HERE)
ROOT = os.path.dirname(os.path.dirname(SDK))
sys.path.insert(0, SDK)

import samverk  # noqa: E402
from samverk import Column, Problem, Table  # noqa: E402


def golden(name):
    """The bytes of Tests/Golden/wire/NAME: what the host writes."""
    with open(os.path.join(ROOT, "Tests", "Golden", "wire", name), "rb") as file:
        return file.read()


def every_type():
    """The table of Tests/Golden/wire/every-type.json, made by hand."""
    day = datetime.date
    return Table.of(
        [
            Column("player", "party"), Column("day", "date"), Column("kind", "category"),
            Column("cost", "money", "öre/year", True), Column("share", "real", "share", True),
            Column("persons", "integer", "persons", True), Column("ok", "boolean", nullable=True),
            Column("note", "text", nullable=True),
        ],
        ["player", "day"],
        [
            ["9907", "org:gemensam-it", "9907"], [day(2026, 1, 31), day.min, day.max], ["desk", "", "9908"],
            [-123450, None, 2**63 - 1], [0.1, -0.0, None], [12500, None, -(2**63)], [True, False, None],
            ['å "quoted"\n', None, ""],
        ],
        {"source": "SYNTHETIC"})


class Case(unittest.TestCase):
    """A test case that knows what a Problem says."""

    def told(self, part, call, *arguments, **named):
        """Expects a Problem whose English or Swedish text holds a part; gives it back."""
        with self.assertRaises(Problem) as caught:
            call(*arguments, **named)
        self.assertIn(part, caught.exception.en + "\n" + caught.exception.sv)
        return caught.exception

    def folder(self):
        """A new folder, gone after the test, in which the test stands."""
        kept = tempfile.TemporaryDirectory()
        before = os.getcwd()
        self.addCleanup(kept.cleanup)
        self.addCleanup(os.chdir, before)
        os.chdir(kept.name)
        return kept.name


MANIFEST = {
    "schema": 1, "id": "sample", "version": "0.2.0", "api": "^1.0", "title": "S", "summary": "S", "publisher": "p",
    "licence": "EUPL-1.2", "runtime": {"kind": "process", "entry": ["python3", "main.py"]},
    "analyses": [
        {
            "id": "double", "title": "D", "summary": "D",
            "parameters": [
                {"name": "factor", "type": "integer", "default": 2, "title": "F"},
                {"name": "methods", "type": "list", "default": "a, b", "title": "M"},
                {"name": "unit", "type": "choice", "allowed": ["SEK", "none"], "default": "SEK", "title": "U"},
                {"name": "note", "type": "text", "title": "N"},
            ],
            "inputs": [{"name": "costs", "title": "C", "key": ["player"], "columns": [
                {"name": "player", "type": "category", "title": "P"},
                {"name": "cost", "type": "money", "unit": "öre/year", "title": "C"}]}],
            "outputs": [{
                "name": "doubled", "title": "D", "key": ["player"], "lineage": "key", "columns_from": "methods",
                "others": {"if": "unit=SEK", "then": "money", "else": "real"},
                "columns": [
                    {"name": "player", "type": "category", "title": "P"},
                    {"name": "cost", "type": "money", "unit": "öre/year", "title": "C"}]}],
            "findings": [{"id": "largest", "sentence": {"sv": "{player} betalar mest: {cost}.", "en": "{player} pays {cost}."}}],
            "hooks": ["sample/keep@1"],
        },
    ],
}

PLUGIN = '''
import sys
from samverk import *

@analysis("double")
def double(run):
    out = run.output("doubled", units={"a": "öre", "b": "öre"})
    costs = run.input("costs")
    what = run.parameter("note")
    if what == "crash":
        raise KeyError("nothing")
    if what == "say":
        print("this is no message")
        sys.stdout.flush()
    if what == "log":
        run.log("here", "warning")
    if what == "wait":
        run.log("at it")
    while what == "wait":
        pass
    if what == "refuse":
        raise Problem("Volymen saknas.", "The volume is missing.", remedy=("Ange den.", "Give it."))
    if what == "rules":
        asked = Table([Column("player", "category"), Column("default", "boolean")], ["player"])
        for row in costs:
            asked.add(player=row["player"], default=True)
        for row, answer in zip(costs, run.rules("sample/keep@1", asked)):
            out.add(player=row["player"], cost=0 if answer.value is False else row["cost"], a=0, b=0)
        return
    for n, row in enumerate(costs):
        run.progress(n / len(costs))
        out.add(player=row["player"], cost=row["cost"] * run.parameter("factor"), a=1, b=2)

serve()
'''


class Plugin:
    """A plugin in a folder of its own, started as the host starts it."""

    def __init__(self, case, code=PLUGIN, manifest=None):
        scratch = case.folder()
        package = tempfile.TemporaryDirectory()
        case.addCleanup(package.cleanup)
        for name, text in (("plugin.json", samverk._write_json(manifest or MANIFEST)), ("main.py", code.encode())):
            with open(os.path.join(package.name, name), "wb") as file:
                file.write(text)
        shutil.copy(os.path.join(SDK, "samverk.py"), package.name)
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(package.name, "main.py")], cwd=scratch, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"PYTHONHASHSEED": "0", "PATH": "/usr/bin:/bin"})
        guard = threading.Timer(60, self.process.kill)  # one that hangs fails its test
        guard.start()
        case.addCleanup(guard.cancel)
        case.addCleanup(self.end)

    def say(self, line):
        self.process.stdin.write((line if isinstance(line, bytes) else samverk._write_json(line)) + b"\n")
        self.process.stdin.flush()

    def hear(self):
        """The next message, or None at the end."""
        line = self.process.stdout.readline()
        return samverk._read_json(line) if line else None

    def ask(self, id, method, params):
        self.say({"jsonrpc": "2.0", "id": id, "method": method, "params": params})

    def end(self):
        """Closes its input and gives what it wrote in its log."""
        if not self.process.stdin.closed:
            self.process.stdin.close()
        log = b"" if self.process.stderr.closed else self.process.stderr.read()
        self.process.stderr.close()
        self.process.stdout.close()
        self.process.wait()
        return log.decode()
