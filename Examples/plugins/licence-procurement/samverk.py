# SPDX-License-Identifier: EUPL-1.2
"""Write a Samverk plugin in Python: this one file, no dependencies, Python 3.9 or later.

A plugin is a folder with ``plugin.json`` (what it is), ``main.py`` (what it computes) and a copy of this file:

    from samverk import analysis, serve

    @analysis("compare")
    def compare(run):
        result = run.output("per_inhabitant")            # the columns that plugin.json declares
        for row in run.input("costs"):                   # each row is a dict
            result.add(player=row["player"], cost=row["cost"] // row["inhabitants"])

    serve()

Money is whole öre, an ``int``: never a float. ``print`` goes to the plugin's log, not to the host. An analysis knows no
clock, no files and no network, and the same input gives the same output: use ``run.as_of`` and ``run.seed``.
docs/plugins.md tells the rest.
"""

import array
import collections
import datetime
import difflib
import json
import math
import os
import queue
import re
import sys
import threading
import traceback

VERSIONS = ("1.0",)
FEATURES = ("cancel", "large-tables", "log", "progress", "rules")
LARGEST_MESSAGE = 8 << 20
LARGEST_TABLE = 256 << 10
LARGEST_BATCH = 100_000
DEEPEST = 64

TYPES = ("text", "integer", "real", "money", "boolean", "date", "party", "category")

__all__ = [
    "Answer", "Column", "Problem", "Run", "Table", "Value", "analysis", "category", "money", "number", "ore", "party", "serve",
    "split", "trial",
]


class Problem(Exception):
    """What is wrong, in Swedish and English, and what to do about it.

    Raise it when the input is at fault: ``raise Problem("Volymen saknas.", "The volume is missing.",
    remedy=("Ange den i kolumnen 'volume'.", "Give it in the column 'volume'."))``. ``kind`` is ``input`` (the data is at
    fault), ``usage``, ``limit`` or ``program`` (the plugin is).
    """

    def __init__(self, sv, en=None, kind="input", remedy=None):
        if kind not in ("input", "usage", "limit", "program"):
            raise ValueError("kind: input, usage, limit or program")
        self.sv, self.en, self.kind = sv, sv if en is None else en, kind
        self.remedy = (remedy, remedy) if isinstance(remedy, str) else remedy
        super().__init__(self.en)

    def _wire(self):
        remedy = None if self.remedy is None else {"sv": self.remedy[0], "en": self.remedy[1]}
        data = {"kind": self.kind, "sv": self.sv, "en": self.en, "remedy": remedy}
        return {"code": -32000, "message": self.en, "data": data}


def _fault(sv, en, kind="program"):
    """A fault of the plugin itself, or of what it was sent."""
    return Problem(sv, en, kind)


def _near(name, names):
    """What was most likely meant, as a remedy."""
    near = difflib.get_close_matches(str(name), [str(n) for n in names], 1)
    if near:
        return ("Menade du '%s'?" % near[0], "Did you mean '%s'?" % near[0])
    listed = ", ".join(str(n) for n in list(names)[:20])
    return ("Det som finns: %s." % listed, "There are: %s." % listed)


# --- JSON, strictly -----------------------------------------------------------------------------------------------------


def _members(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name stands twice in an object")
    return members


def _integer(text):
    if len(text) > 20 or not -(2**63) <= int(text) < 2**63:
        raise ValueError("an integer of more than 64 bits")
    return int(text)


def _real(text):
    value = float(text)
    if not math.isfinite(value):
        raise ValueError("a number that is too large")
    return value + 0.0


def _constant(text):
    raise ValueError("%s is no JSON" % text)


_TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]')


def _read_json(data):
    """Reads JSON as the host does: UTF-8, no name twice, 64 levels, integers of 64 bits told from reals, no NaN."""
    try:
        if data.count(b"[") + data.count(b"{") > DEEPEST:
            depth = 0
            for token in _TOKENS.finditer(data):
                depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(token.group(), 0)
                if depth > DEEPEST:
                    raise ValueError("more than %d levels" % DEEPEST)
        value = json.loads(
            data.decode("utf-8"), object_pairs_hook=_members, parse_int=_integer, parse_float=_real, parse_constant=_constant)
        if re.search(rb"\\u[dD][89a-fA-F]", data):
            _write_json(value)  # half a surrogate pair is no text
        return value
    except (ValueError, RecursionError) as error:
        raise _fault("Ogiltig JSON: %s." % error, "Not valid JSON: %s." % error) from None


def _write_json(value):
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")


def _fields(value, what, required, optional=()):
    """The members of an object: all that it must have, none that nobody knows."""
    if not isinstance(value, dict):
        raise _fault("%s: ett objekt väntades." % what, "%s: an object was expected." % what)
    for name in required:
        if name not in value:
            raise _fault("%s: fältet '%s' saknas." % (what, name), "%s: the field '%s' is missing." % (what, name))
    for name in value:
        if name not in required and name not in optional:
            raise _fault("%s: okänt fält '%s'." % (what, name), "%s: unknown field '%s'." % (what, name))
    return value


# --- Cells, columns, tables ---------------------------------------------------------------------------------------------

_PARTY = re.compile(r"[0-9]{4}|org:[0-9a-z-]{1,60}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _checked(value, kind):
    """The value as a cell of a type; raises ValueError when it is none."""
    if kind in ("integer", "money"):
        if type(value) is int and -(2**63) <= value < 2**63:
            return value
    elif kind == "real":
        if type(value) in (int, float) and math.isfinite(value):
            return float(value) + 0.0
    elif kind == "boolean":
        if type(value) is bool:
            return value
    elif kind == "date":
        if type(value) is datetime.date:
            return value
    elif isinstance(value, str) and (kind != "party" or _PARTY.fullmatch(value)):
        return value
    raise ValueError


def _from_wire(value, kind):
    if kind == "date":
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError
        return datetime.date.fromisoformat(value)
    return _checked(value, kind)


def _to_wire(value):
    return value.isoformat() if isinstance(value, datetime.date) else value


class Column:
    """Name, type, unit of a column, and whether its cells may be None. Types: text, integer, real, money (öre), boolean,
    date, party (a municipality's code or ``org:name``), category."""

    __slots__ = ("name", "type", "unit", "nullable")

    def __init__(self, name, type, unit=None, nullable=False):
        if type not in TYPES:
            raise _fault("Okänd kolumntyp '%s'." % type, "Unknown column type '%s'." % type)
        self.name, self.type, self.unit, self.nullable = name, type, unit, nullable

    def __eq__(self, other):
        return isinstance(other, Column) and self._wire() == other._wire()

    def __repr__(self):
        return "Column(%r, %r, unit=%r, nullable=%r)" % (self.name, self.type, self.unit, self.nullable)

    def _wire(self):
        return {"name": self.name, "type": self.type, "unit": self.unit, "nullable": self.nullable}

    def _cell(self, value, row, read=_checked):
        if value is None and self.nullable:
            return None
        try:
            return read(value, self.type)
        except (ValueError, OverflowError):
            shown = repr(value)[:60]
            raise _fault(
                "Kolumnen '%s', rad %d: %s väntades, men värdet är %s." % (self.name, row + 1, self.type, shown),
                "Column '%s', row %d: %s was expected, but the value is %s." % (self.name, row + 1, self.type, shown)) from None


class Table:
    """A table of typed columns. ``key`` names the columns that tell the rows apart.

    ``for row in table`` gives each row as a dict; ``table["cost"]`` is a column's values; ``table.add(player="9907",
    cost=1250)`` adds a row, checked cell by cell; ``table.by_key()`` finds rows by their key.

    A table without key is a game: one column ``cost``, row m the coalition whose members are the set bits of m, and
    ``table.players`` their names.
    """

    def __init__(self, columns, key, attributes=None):
        self.columns, self.key, self.attributes = list(columns), list(key), dict(attributes or {})
        self._values = {column.name: [] for column in self.columns}
        self._keys = set()
        if len(self._values) != len(self.columns):
            raise _fault("Ett kolumnnamn finns två gånger.", "A column's name stands twice.")
        for name in self.key:
            if name not in self._values:
                raise _fault("Nyckelkolumnen '%s' saknas." % name, "The key column '%s' is missing." % name)
        players = self.attributes.get("players")
        if not self.key and not (isinstance(players, list) and len(set(players)) == len(players) <= 30):
            raise _fault("Tabellen saknar nyckel.", "The table has no key.")

    @classmethod
    def of(cls, columns, key, values, attributes=None):
        """A table of whole columns: ``values`` is one list for each column, in their order."""
        return cls._of(columns, key, values, attributes, _checked)

    @classmethod
    def _of(cls, columns, key, values, attributes, read):
        table = cls(columns, key, attributes)
        if len({len(column) for column in values}) > 1 or len(values) != len(table.columns):
            raise _fault("Kolumnerna är olika långa.", "The columns are of unequal length.")
        for column, cells in zip(table.columns, values):
            table._values[column.name] = (
                cells if read is None else [column._cell(value, row, read) for row, value in enumerate(cells)])
        for row in range(len(table) if key else 0):
            table._take_key(row)
        table._check_game()
        return table

    def add(self, row=None, **cells):
        """Adds a row: a value for each column. A column that may be None may be left out."""
        cells = cells if row is None else dict(row, **cells)
        at = len(self)
        new = [column._cell(cells.pop(column.name, None), at) for column in self.columns]
        if cells:
            name = next(iter(cells))
            problem = _fault("Kolumnen '%s' finns inte." % name, "There is no column '%s'." % name)
            problem.remedy = _near(name, self._values)
            raise problem
        for column, value in zip(self.columns, new):
            self._values[column.name].append(value)
        if self.key:
            self._take_key(at)

    def _take_key(self, row):
        key = tuple(self._values[name][row] for name in self.key)
        if None in key:
            raise _fault("Rad %d: nyckeln är tom." % (row + 1), "Row %d: the key is empty." % (row + 1))
        if key in self._keys:
            text = ",".join(str(part) for part in key)
            raise _fault("Två rader har nyckeln %s." % text, "Two rows have the key %s." % text)
        self._keys.add(key)

    def _check_game(self):
        if not self.key and self.columns and len(self) != 1 << len(self.players):
            text = (len(self.players), len(self.players), len(self))
            raise _fault("Ett spel med %d spelare ska ha 2^%d rader, inte %d." % text,
                         "A game of %d players has 2^%d rows, not %d." % text)

    def __len__(self):
        return len(self._values[self.columns[0].name]) if self.columns else 0

    def __iter__(self):
        names = list(self._values)
        return (dict(zip(names, cells)) for cells in zip(*self._values.values()))

    def __getitem__(self, name):
        if name not in self._values:
            problem = _fault("Kolumnen '%s' finns inte." % name, "There is no column '%s'." % name)
            problem.remedy = _near(name, self._values)
            raise problem
        return self._values[name]

    def __contains__(self, name):
        return name in self._values

    def __eq__(self, other):
        return isinstance(other, Table) and self._wire() == other._wire()

    def __repr__(self):
        return "Table(%s; %d rows)" % (", ".join(self._values), len(self))

    def column(self, name):
        """The description of a column: its type and unit."""
        self[name]
        return next(column for column in self.columns if column.name == name)

    def by_key(self):
        """The rows by their key: its value, or a tuple where several columns are the key."""
        if len(self.key) == 1:
            return {row[self.key[0]]: row for row in self}
        return {tuple(row[name] for name in self.key): row for row in self}

    @property
    def players(self):
        """The players of a game."""
        return self.attributes.get("players", [])

    def _wire(self):
        self._check_game()
        columns = [
            dict(column._wire(), values=[_to_wire(value) for value in self._values[column.name]]) for column in self.columns
        ]
        return {"columns": columns, "key": self.key, "attributes": self.attributes}

    @classmethod
    def _read(cls, wire):
        _fields(wire, "table", ("columns", "key"), ("attributes",))
        columns, values = [], []
        for column in wire["columns"]:
            _fields(column, "column", ("name", "type", "values"), ("unit", "nullable"))
            columns.append(Column(column["name"], column["type"], column.get("unit"), bool(column.get("nullable"))))
            values.append(column["values"])
        return cls._of(columns, wire["key"], values, wire.get("attributes"), _from_wire)

    def _weight(self):
        """About how many bytes the cells take in a message, as the host reckons."""
        total = 0
        for column in self.columns:
            cells = self._values[column.name]
            if column.type in ("text", "party", "category"):
                total += sum(len((value or "").encode("utf-8")) + 3 for value in cells)
            else:
                total += {"date": 13, "boolean": 5}.get(column.type, 8) * len(cells)
        return total


# --- Large tables: a folder in the scratch folder, one file a column (docs/contracts.md, section 1) ---------------------

_ELEMENTS = {"<i8": "q", "<f8": "d", "<i4": "i", "|u1": "B"}
_DESCR = {"integer": "<i8", "money": "<i8", "real": "<f8", "boolean": "|u1"}
_HEAD = re.compile(rb"\{'descr': '([^']*)', 'fortran_order': False, 'shape': \(([0-9]+),\), \} *\n")
_EPOCH = datetime.date(1970, 1, 1).toordinal()


def _npy(descr, values):
    """An array as numpy.save writes it."""
    data = array.array(_ELEMENTS[descr], values)
    if sys.byteorder == "big":
        data.byteswap()
    head = ("{'descr': '%s', 'fortran_order': False, 'shape': (%d,), }" % (descr, len(data))).encode()
    return b"\x93NUMPY\x01\x00\x76\x00" + head.ljust(117) + b"\n" + data.tobytes()


class _Folder:
    """The files of a table's folder; each is read once, and none may be left."""

    def __init__(self, name):
        if not isinstance(name, str) or "/" in name or name in ("", ".", "..") or os.path.islink(name):
            raise _fault("'%s' är ingen mapp för en tabell." % name, "'%s' is no folder of a table." % name)
        self.name = name
        self.left = set(os.listdir(name))

    def bytes(self, file):
        self.left.discard(file)
        with os.fdopen(os.open(os.path.join(self.name, file), os.O_RDONLY | os.O_NOFOLLOW), "rb") as source:
            return source.read()

    def array(self, file, descr, count):
        data = self.bytes(file)
        head = _HEAD.fullmatch(data[10:128]) if data[:10] == b"\x93NUMPY\x01\x00\x76\x00" else None
        if head is None or head.group(1) != descr.encode() or int(head.group(2)) != count:
            raise _fault("%s: inte %d värden av %s." % (file, count, descr), "%s: not %d values of %s." % (file, count, descr))
        values = array.array(_ELEMENTS[descr])
        if len(data) != 128 + count * values.itemsize:
            raise _fault("%s är avhuggen." % file, "%s is cut off." % file)
        values.frombytes(data[128:])
        if sys.byteorder == "big":
            values.byteswap()
        return values

    def column(self, i, column, rows):
        gone = None
        if column.nullable and "%d.null.npy" % i in self.left:
            gone = self.array("%d.null.npy" % i, "|u1", rows)
        if column.type == "text":
            ends = self.array("%d.offsets.npy" % i, "<i8", rows + 1)
            data = self.bytes("%d.utf8" % i)
            cells = [data[ends[row]:ends[row + 1]].decode("utf-8") for row in range(rows)]
        elif column.type in ("party", "category"):
            names = [_checked(name, column.type) for name in _read_json(self.bytes("%d.json" % i))] or [""]
            cells = [names[code] for code in self.array("%d.npy" % i, "<i4", rows)]
        elif column.type == "date":
            cells = [datetime.date.fromordinal(day + _EPOCH) for day in self.array("%d.npy" % i, "<i4", rows)]
        else:
            cells = self.array("%d.npy" % i, _DESCR[column.type], rows).tolist()
            if column.type == "boolean":
                cells = [bool(cell) for cell in cells]
            elif column.type == "real" and not all(map(math.isfinite, cells)):
                raise ValueError("a number that is not finite")
        return cells if gone is None else [None if null else cell for cell, null in zip(cells, gone)]


def _read_folder(name):
    try:
        folder = _Folder(name)
        head = _fields(_read_json(folder.bytes("table.json")), "table.json", ("rows", "columns", "key"), ("attributes",))
        columns = []
        for column in head["columns"]:
            _fields(column, "table.json", ("name", "type"), ("unit", "nullable"))
            columns.append(Column(column["name"], column["type"], column.get("unit"), bool(column.get("nullable"))))
        values = [folder.column(i, column, head["rows"]) for i, column in enumerate(columns)]
    except (OSError, ValueError, IndexError, OverflowError, TypeError) as error:
        raise _fault("Mappen %s går inte att läsa: %s." % (name, error), "The folder %s cannot be read: %s." % (name, error))
    if folder.left:
        extra = sorted(folder.left)[0]
        raise _fault("Filen '%s' hör inte dit." % extra, "The file '%s' does not belong." % extra)
    return Table._of(columns, head["key"], values, head.get("attributes"), None)  # checked as they were read


def _write_folder(table, name):
    table._check_game()
    os.mkdir(name)

    def write(file, data):
        with open(os.path.join(name, file), "xb") as target:
            target.write(data)

    for i, column in enumerate(table.columns):
        cells = table[column.name]
        gone = [value is None for value in cells]
        if column.type == "text":
            texts = [(value or "").encode("utf-8") for value in cells]
            ends = [0]
            for text in texts:
                ends.append(ends[-1] + len(text))
            write("%d.offsets.npy" % i, _npy("<i8", ends))
            write("%d.utf8" % i, b"".join(texts))
        elif column.type in ("party", "category"):
            codes = {}
            numbers = [0 if value is None else codes.setdefault(value, len(codes)) for value in cells]
            write("%d.npy" % i, _npy("<i4", numbers))
            write("%d.json" % i, _write_json(list(codes)))
        elif column.type == "date":
            days = [0 if value is None else value.toordinal() - _EPOCH for value in cells]
            write("%d.npy" % i, _npy("<i4", days))
        else:
            write("%d.npy" % i, _npy(_DESCR[column.type], [value or 0 for value in cells]))
        if any(gone):
            write("%d.null.npy" % i, _npy("|u1", gone))
    head = {
        "rows": len(table), "columns": [column._wire() for column in table.columns], "key": table.key,
        "attributes": table.attributes,
    }
    write("table.json", _write_json(head))


def _table(wire):
    """A table that stands in a message, or in the folder that the message names."""
    return _read_folder(wire["folder"]) if isinstance(wire, dict) and set(wire) == {"folder"} else Table._read(wire)


# --- Money and findings -------------------------------------------------------------------------------------------------


def ore(kronor):
    """Öre from kronor: ``ore("12.50")`` is 1250, ``ore(12)`` is 1200. A float is refused: it is no exact amount."""
    match = re.fullmatch(r"([+-]?)([0-9]+)(?:\.([0-9]{1,2}))?", str(kronor)) if type(kronor) in (int, str) else None
    if match is None:
        raise _fault("%r är inget belopp i kronor." % (kronor,), "%r is no amount in kronor." % (kronor,))
    value = int(match.group(2)) * 100 + int((match.group(3) or "").ljust(2, "0"))
    return -value if match.group(1) == "-" else value


def split(amount, weights):
    """Splits whole öre in proportion to whole weights; the parts always sum to the amount.

    Each part is floored, and the öre left over go to the largest remainders, ties in listed order (Hamilton's method:
    Balinski and Young, *Fair Representation*, 1982).
    """
    weights = list(weights)
    if type(amount) is not int or not all(type(w) is int and w >= 0 for w in weights) or sum(weights) == 0:
        raise _fault("Vikterna ska vara heltal från 0, inte alla 0.", "The weights must be integers from 0, not all 0.")
    total = sum(weights)
    parts = [amount * weight // total for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % total), i))
    for i in order[: amount - sum(parts)]:
        parts[i] += 1
    return parts


class Value(collections.namedtuple("Value", "value type unit")):
    """A value of a finding, with its type and the unit it is shown in."""

    __slots__ = ()


def money(amount, unit="öre"):
    """An amount in öre (``öre/year``) for a finding; shown in kronor."""
    return Value(amount, "money", unit)


def number(value, unit=None):
    """A number for a finding: an ``int`` or a ``float``. With the unit ``share`` it is shown as a percentage."""
    return Value(value, "integer" if type(value) is int else "real", unit)


def party(code):
    """A municipality or organisation for a finding; shown by its name."""
    return Value(code, "party", None)


def category(name):
    """A category for a finding; shown by its label in plugin.json."""
    return Value(name, "category", None)


def _argument(name, value):
    if not isinstance(value, Value):
        kinds = {bool: "boolean", int: "integer", float: "real", datetime.date: "date", str: "text", type(None): "text"}
        if type(value) not in kinds:
            raise _fault("Iakttagelsens '%s' är inget värde." % name, "The finding's '%s' is no value." % name)
        value = Value(value, kinds[type(value)], None)
    cell = Column(name, value.type, value.unit, nullable=True)._cell(value.value, 0)
    return {"type": value.type, "unit": value.unit, "value": _to_wire(cell)}


# --- plugin.json --------------------------------------------------------------------------------------------------------


class _Manifest:
    """What plugin.json declares: the SDK takes columns, units and ids from it, so that they stand in one place."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.json = _read_json(file.read())
        self.id, self.version = self.json["id"], self.json["version"]
        self.analyses = {spec["id"]: spec for spec in self.json.get("analyses", [])}

    def check(self, functions):
        """Every declared analysis has a function, and the other way round."""
        for name in sorted(set(self.analyses) ^ set(functions)):
            if name in functions:
                raise _fault("plugin.json har ingen analys '%s'." % name, "plugin.json has no analysis '%s'." % name)
            raise _fault(
                "Ingen funktion är märkt @analysis('%s')." % name, "No function is marked @analysis('%s')." % name)

    @staticmethod
    def type(rule, parameters):
        if isinstance(rule, str):
            return rule
        name, value = rule["if"].split("=", 1)
        return rule["then"] if parameters.get(name) == value else rule["else"]

    @classmethod
    def columns(cls, port, parameters, units):
        columns = [
            Column(c["name"], cls.type(c["type"], parameters), c.get("unit", units.get(c["name"])), c.get("nullable", False))
            for c in port["columns"]
        ]
        for name in parameters.get(port.get("columns_from")) or []:
            columns.append(Column(name, cls.type(port["others"], parameters), units.get(name)))
        return columns


_manifest = None


def _own_manifest(path=None):
    global _manifest
    if _manifest is None or path is not None:
        _manifest = _Manifest(path or os.path.join(os.path.dirname(os.path.abspath(__file__)), "plugin.json"))
    return _manifest


# --- Analyses -----------------------------------------------------------------------------------------------------------

_functions = {}


def analysis(name):
    """Marks the function of an analysis: ``@analysis("compare")``, as plugin.json calls it. It takes a ``Run``."""

    def mark(function):
        if name in _functions:
            raise _fault("Två funktioner är märkta '%s'." % name, "Two functions are marked '%s'." % name)
        _functions[name] = function
        return function

    return mark


class Answer(collections.namedtuple("Answer", "value reason by")):
    """What the rules said to one row: ``value`` is None where no rule had an opinion."""

    __slots__ = ()


class Run:
    """What an analysis gets to work with, and where it puts what it finds.

    ``members``: the codes of the cooperation's members, in listed order. ``as_of``: the day that counts as today
    (``datetime.date``). ``period``: ``"2026"`` or ``"2026-01"``. ``seed``: for whoever needs chance
    (``random.Random(run.seed)``).
    """

    def __init__(self, params, host):
        _fields(params, "run", ("run", "analysis", "parameters", "inputs", "members", "asOf", "period", "seed"))
        self._id = params["run"]
        self.analysis = params["analysis"]
        self._spec = _own_manifest().analyses.get(self.analysis)
        if self._spec is None or self.analysis not in _functions:
            raise _fault("Okänd analys '%s'." % self.analysis, "Unknown analysis '%s'." % self.analysis)
        self.parameters = dict(params["parameters"])
        self.members = list(params["members"])
        self.as_of = _from_wire(params["asOf"], "date")
        self.period = params["period"]
        self.seed = params["seed"] % 2**64
        self._inputs = {name: _table(wire) for name, wire in params["inputs"].items()}
        self._tables, self._findings, self._host, self._told = {}, [], host, -1.0

    def _declared(self, kind, name, field="name"):
        found = [item for item in self._spec.get(kind, []) if item[field] == name]
        if not found:
            problem = _fault(
                "plugin.json: %s har inte '%s' bland %s." % (self.analysis, name, kind),
                "plugin.json: %s has no '%s' among its %s." % (self.analysis, name, kind))
            problem.remedy = _near(name, [item[field] for item in self._spec.get(kind, [])])
            raise problem
        return found[0]

    def input(self, name):
        """An input table that the analysis needs; a ``Problem`` that names its flag when it was not given."""
        table = self.optional_input(name)
        if table is None:
            raise Problem("Indatat '%s' saknas." % name, "The input '%s' is missing." % name, remedy=(
                "Ange --input %s=FIL." % name, "Give --input %s=FILE." % name))
        return table

    def optional_input(self, name):
        """An input table, or None when it was not given."""
        self._declared("inputs", name)
        return self._inputs.get(name)

    def parameter(self, name):
        """A parameter's value, checked by the host, with its default; None when it has neither. A list is a list."""
        self._declared("parameters", name)
        return self.parameters.get(name)

    def output(self, name, units=None, others=(), players=None):
        """The output table of this name, empty, with the columns that plugin.json declares. What it holds when the
        analysis returns is the result.

        ``units``: units of columns for which plugin.json gives none. ``others``: further columns, where the port takes
        any. ``players``: of a game.
        """
        port = self._declared("outputs", name)
        if name not in self._tables:
            columns = _Manifest.columns(port, self.parameters, units or {}) + list(others)
            self._tables[name] = Table(columns, port.get("key", []), {} if players is None else {"players": list(players)})
        return self._tables[name]

    def finding(self, id, severity="info", **arguments):
        """Notes a finding: the sentence of this id in plugin.json, with a value for each ``{name}`` in it. ``severity``:
        info, notice or warning. Values: text, numbers, dates, or ``money(...)``, ``party(...)``, ``number(x, unit)``."""
        spec = self._declared("findings", id, "id")
        if severity not in ("info", "notice", "warning"):
            raise _fault("severity: info, notice eller warning.", "severity: info, notice or warning.")
        sentence = spec["sentence"]
        for text in [sentence] if isinstance(sentence, str) else sentence.values():
            for name in re.findall(r"\{([^{}]*)\}", text):
                if name not in arguments:
                    raise _fault("Iakttagelsen '%s' behöver ett värde för {%s}." % (id, name),
                                 "The finding '%s' needs a value for {%s}." % (id, name))
        wire = {name: _argument(name, value) for name, value in sorted(arguments.items())}
        self._findings.append({"id": id, "severity": severity, "arguments": wire})

    def rules(self, hook, rows):
        """Asks the rules of a hook (``billing/accepts@1``), once for all rows of a table, whose columns are the hook's
        subject and arguments, and ``default``: the answer that holds when no rule speaks. Gives an ``Answer`` a row."""
        if hook not in self._spec.get("hooks", []):
            raise _fault("plugin.json: %s har inte deklarerat %s." % (self.analysis, hook),
                         "plugin.json: %s has not declared %s." % (self.analysis, hook))
        if len(rows) > LARGEST_BATCH:
            raise _fault("Fler än 100 000 rader till en regel.", "More than 100,000 rows to a rule.", "limit")
        return self._host.rules(self._id, hook, rows) if len(rows) else []

    def progress(self, fraction):
        """Says how far it has come, 0 to 1."""
        fraction = min(max(float(fraction), 0.0), 1.0)
        if fraction - self._told >= 0.01:
            self._told = fraction
            self._host.notify("progress", {"fraction": fraction})

    def log(self, text, level="info"):
        """A line for whoever looks into how the plugin works; it is in no result. Levels: debug, info, warning, error."""
        if level not in ("debug", "info", "warning", "error"):
            raise _fault("level: debug, info, warning eller error.", "level: debug, info, warning or error.")
        self._host.notify("log", {"level": level, "text": str(text)})

    def _result(self, push):
        tables = {}
        for i, port in enumerate(self._spec["outputs"]):
            name = port["name"]
            if name not in self._tables:
                raise _fault("Utdatat '%s' saknas." % name, "The output '%s' is missing." % name)
            tables[name] = push(self._tables[name], i)
        return {"run": self._id, "tables": tables, "findings": self._findings}


def _call(run):
    """Runs the function of an analysis; whatever it raises becomes a Problem, with the line of the plugin's own code."""
    try:
        _functions[run.analysis](run)
    except Problem as problem:
        raise problem
    except MemoryError:
        raise _fault("Minnet tog slut.", "It ran out of memory.", "limit") from None
    except Exception as error:
        own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
        place = "%s:%d: " % (os.path.basename(own[-1].filename), own[-1].lineno) if own else ""
        text = "%s%s: %s" % (place, type(error).__name__, error)
        raise _fault(text, text) from error


# --- Serving the host ---------------------------------------------------------------------------------------------------


class _Host:
    """The plugin's side of the conversation: lines in on standard input, lines out on what was standard output.

    A thread reads, so that a cancel, or the end of the host, ends the plugin in the midst of its work.
    """

    def __init__(self, source, target):
        self.source, self.target = source, target
        self.messages, self.is_busy = queue.SimpleQueue(), False
        self.asked, self.request, self.features = 0, 0, []

    def listen(self):
        """Puts each message in the queue; None at the end, a Problem where there is no message."""
        try:
            for line in self.lines():
                message = _fields(_read_json(line), "message", ("jsonrpc",), ("id", "method", "params", "result", "error"))
                if message["jsonrpc"] != "2.0" or type(message.get("id")) not in (int, type(None)):
                    raise _fault("Meddelandet är inte JSON-RPC 2.0.", "The message is not JSON-RPC 2.0.")
                if message.get("method") == "cancel":
                    break
                self.is_busy = self.is_busy or message.get("method") == "run"
                self.messages.put(message)
        except Problem as problem:
            self.messages.put(problem)
        if self.is_busy:
            sys.stdout.flush()
            os._exit(0)
        self.messages.put(None)

    def lines(self):
        buffer = bytearray()
        while True:
            data = os.read(self.source, 1 << 16)
            searched = len(buffer)
            buffer += data
            end = buffer.find(b"\n", searched)
            while end >= 0:
                yield bytes(buffer[:end])
                del buffer[: end + 1]
                end = buffer.find(b"\n")
            if not data or len(buffer) > LARGEST_MESSAGE:
                return

    def message(self):
        """The next message, or None at the end."""
        message = self.messages.get()
        if isinstance(message, Problem):
            raise message
        return message

    def send(self, message):
        data = memoryview(_write_json(dict({"jsonrpc": "2.0"}, **message)) + b"\n")
        if len(data) > LARGEST_MESSAGE + 1:
            raise _fault("Ett meddelande på mer än 8 MB.", "A message of more than 8 MB.", "limit")
        while data:
            data = data[os.write(self.target, data):]

    def notify(self, method, params):
        if method in self.features:
            self.send({"method": method, "params": params})

    def push(self, table, name):
        """A table for a message: as it is, or as a folder of this name."""
        large = "large-tables" in self.features and table._weight() > LARGEST_TABLE
        if not large:
            return table._wire()
        _write_folder(table, name)
        return {"folder": name}

    def rules(self, run, hook, rows):
        self.asked += 1
        rows_wire = self.push(rows, "rows-%d-%d" % (self.request, self.asked))
        self.send({"id": self.asked, "method": "rules", "params": {"run": run, "hook": hook, "rows": rows_wire}})
        message = self.message()
        if message is None or message.get("id") != self.asked or "method" in message:
            raise _fault("Värden svarade i otakt.", "The host answered out of turn.")
        if "error" in message:
            raise _refused(message["error"])
        answers = [Answer(None, None, None)] * len(rows)
        for wire in _fields(message["result"], "rules", ("answers",))["answers"]:
            _fields(wire, "answer", ("row", "value"), ("reason", "by"))
            answers[wire["row"]] = Answer(wire["value"], wire.get("reason"), wire.get("by"))
        return answers

    def serve(self):
        threading.Thread(target=self.listen, daemon=True).start()
        while True:
            message = self.message()
            if message is None or message.get("id") is None or "method" not in message:
                return
            self.request = message["id"]
            try:
                reply = {"result": self.reply(message["method"], message.get("params", {}))}
            except Problem as problem:
                if problem.__cause__ is not None:
                    traceback.print_exception(type(problem.__cause__), problem.__cause__, problem.__cause__.__traceback__)
                reply = {"error": problem._wire()}
            self.is_busy = False  # before the host hears, and may ask the next
            self.send(dict({"id": message["id"]}, **reply))

    def reply(self, method, params):
        if method == "hello":
            manifest = _own_manifest()
            manifest.check(_functions)
            version = next((version for version in params.get("versions", []) if version in VERSIONS), None)
            if version is None:
                raise _fault("Tillägget talar protokollet %s." % VERSIONS[0], "The plugin speaks protocol %s." % VERSIONS[0])
            self.features = [name for name in params.get("features", []) if name in FEATURES]
            return {"protocol": version, "plugin": manifest.id, "version": manifest.version, "features": self.features}
        if method == "run":
            run = Run(params, self)
            _call(run)
            return run._result(lambda table, i: self.push(table, "output-%d-%d" % (self.request, i)))
        raise _fault("Okänd metod '%s'." % method, "Unknown method '%s'." % method)


def _refused(error):
    """What the host answered instead of a result."""
    data = error.get("data") or {}
    remedy = data.get("remedy")
    return Problem(
        data.get("sv", error.get("message")), data.get("en", error.get("message")), data.get("kind", "input"),
        remedy and (remedy["sv"], remedy["en"]))


def serve(manifest=None):
    """Serves the host on standard input and output until the input ends. The last line of a plugin's main.py.

    When main.py is imported, by a test, it does nothing.
    """
    caller = sys._getframe(1).f_globals.get("__name__")
    if caller != "__main__":
        return
    if manifest is not None:
        _own_manifest(manifest)
    target = os.dup(1)
    os.dup2(2, 1)  # whatever prints, prints to the log
    sys.stdout.reconfigure(line_buffering=True)
    try:
        _Host(0, target).serve()
    except BrokenPipeError:
        pass
    except Problem as problem:
        sys.exit("The host: " + problem.en)


class _Bench:
    """Stands in for the host in a test."""

    def __init__(self, rules):
        self.answer = rules

    def rules(self, run, hook, rows):
        if self.answer is None:
            return [Answer(None, None, None)] * len(rows)
        return [answer if isinstance(answer, Answer) else Answer(answer, None, None) for answer in self.answer(hook, rows)]

    def notify(self, method, params):
        pass


Outcome = collections.namedtuple("Outcome", "tables findings")


def trial(name, inputs=None, parameters=None, members=(), rules=None, as_of="2026-01-01", period="2026", seed=0, manifest=None):
    """Runs an analysis in a test, as the host would: defaults filled in, tables over the wire and back.

    ``inputs``: tables by port. ``rules``: a function of hook and rows that gives an answer a row. Gives an outcome with
    ``tables`` by name and ``findings`` as dicts. A ``Problem`` of the analysis is raised.
    """
    spec = _own_manifest(manifest).analyses.get(name, {})
    values = {p["name"]: p["default"] for p in spec.get("parameters", []) if p.get("default") is not None}
    for p in spec.get("parameters", []):
        if p["type"] == "list" and isinstance(values.get(p["name"]), str):
            values[p["name"]] = [part.strip() for part in values[p["name"]].split(",") if part.strip()]
    values.update(parameters or {})
    params = {
        "run": "trial", "analysis": name, "parameters": values, "inputs": {key: table._wire() for key, table in (inputs or {}).items()},
        "members": list(members), "asOf": as_of, "period": period, "seed": seed,
    }
    run = Run(_read_json(_write_json(params)), _Bench(rules))
    _call(run)
    result = _read_json(_write_json(run._result(lambda table, i: table._wire())))
    return Outcome({key: Table._read(wire) for key, wire in result["tables"].items()}, result["findings"])
