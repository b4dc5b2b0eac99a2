#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
#
# Runs Tests/Hostile/*.lua through a worker and compares with what each file expects:
#   -- expect: KIND            an error of that kind            -- expect: value JSON    that first result, types included
# and, optionally, on the lines after it: -- args: JSON list, -- line: N, -- message: a part of it, -- reason: TEXT,
# -- returns: LINE (of the return that answered), -- seed: N, -- fuel: N, -- memory: N, -- cpu: MS, -- depth: N. Every file runs in a fresh worker, and twice: both answers must be the same.

import json, os, struct, subprocess, sys, time

DEFAULTS = dict(fuel=2000000, memory=16777216, depth=200, result=262144, levels=32, message=2048, cpu=500)


def text(value):
    data = value.encode() if isinstance(value, str) else value
    return struct.pack("<I", len(data)) + data


def encode(value):
    if value is None: return b"n"
    if value is True: return b"t"
    if value is False: return b"f"
    if isinstance(value, int): return b"i" + struct.pack("<q", value)
    if isinstance(value, float): return b"d" + struct.pack("<d", value)
    if isinstance(value, str): return b"s" + text(value)
    if isinstance(value, list): return b"a" + struct.pack("<I", len(value)) + b"".join(map(encode, value))
    return b"o" + struct.pack("<I", len(value)) + b"".join(text(k) + encode(v) for k, v in value.items())


class Reader:
    def __init__(self, data): self.data, self.at = data, 0

    def take(self, form):
        value = struct.unpack_from("<" + form, self.data, self.at)[0]
        self.at += struct.calcsize("<" + form)
        return value

    def bytes(self):
        size = self.take("I")
        self.at += size
        return self.data[self.at - size:self.at]

    def text(self): return self.bytes().decode("utf-8")

    def value(self):
        tag = chr(self.take("B"))
        if tag in "ntf": return {"n": None, "t": True, "f": False}[tag]
        if tag == "i": return self.take("q")
        if tag == "d": return self.take("d")
        if tag == "s": return self.text()
        count = self.take("I")
        if tag == "a": return [self.value() for _ in range(count)]
        pairs = [(self.bytes(), self.value()) for _ in range(count)]
        assert pairs == sorted(pairs, key=lambda p: p[0]), "keys out of order"
        return {k.decode(): v for k, v in pairs}


def frame(payload): return struct.pack("<I", len(payload)) + payload


def load_frame(source, name="rule.lua", mode=1, seed=None, **limits):
    l = dict(DEFAULTS, **limits)
    return frame(b"L" + struct.pack("<B", mode) + text(name) + text(source) +
                 struct.pack("<qqIIIII", l["fuel"], l["memory"], l["depth"], l["result"], l["levels"], l["message"], l["cpu"]) +
                 (b"" if seed is None else struct.pack("<q", seed)))


def call_frame(args, number=0):
    return frame(b"C" + struct.pack("<II", number, len(args)) + b"".join(map(encode, args)))


def answers(data):
    at, out = 0, []
    while at < len(data):
        size = struct.unpack_from("<I", data, at)[0]
        out.append(data[at + 4:at + 4 + size])
        at += 4 + size
    return out


def decode(payload):
    r, kind = Reader(payload), chr(payload[0])
    r.at = 1
    if kind == "E": return dict(error=r.text(), line=r.take("I"), message=r.text())
    if kind == "M": return dict(number=r.take("I"), is_rule=r.take("B"), line=r.take("I"), fields=r.value())
    value, has_reason, reason = r.value(), r.take("B"), r.text()
    return dict(value=value, reason=reason if has_reason else None, fuel=r.take("q"), line=r.take("I"))


def same(a, b):
    if type(a) is not type(b): return False
    if isinstance(a, list): return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict): return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    return a == b


def run(worker, requests):
    p = subprocess.run([worker], input=b"".join(requests) + frame(b"Q"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20)
    return p.returncode, [decode(a) for a in answers(p.stdout)], p.stderr


def notes(source):
    found = {}
    for line in source.split(b"\n"):
        if not line.startswith(b"-- ") or b": " not in line: break
        key, value = line[3:].split(b": ", 1)
        found[key.decode()] = value.decode()
    return found


def check(worker, path):
    source = open(path, "rb").read()
    note = notes(source)
    args = json.loads(note.get("args", "[]"))
    limits = {k: int(note[k]) for k in ("fuel", "memory", "cpu", "depth", "seed") if k in note}
    status, got, stderr = run(worker, [load_frame(source, os.path.basename(path), **limits), call_frame(args), call_frame(args)])
    if status != 0: return "exit %d %s" % (status, stderr[-600:].decode("utf-8", "replace"))
    answer = got[0] if "error" in got[0] else got[1]
    if "error" not in got[0] and got[1] != got[2]: return "two calls differ: %r %r" % (got[1], got[2])
    kind, _, wanted = note["expect"].partition(" ")
    if kind == "value":
        if "error" in answer: return "wanted %s, got %s" % (wanted, answer)
        if not same(answer["value"], json.loads(wanted)): return "wanted %s, got %s" % (wanted, json.dumps(answer["value"], ensure_ascii=False))
    elif answer.get("error") != kind: return "wanted %s, got %s" % (kind, answer)
    if "returns" in note and answer.get("line") != int(note["returns"]): return "wanted a return at line %s, got %s" % (note["returns"], answer)
    if "line" in note and answer.get("line") != int(note["line"]): return "wanted line %s, got %s" % (note["line"], answer)
    if "message" in note and note["message"] not in answer.get("message", ""): return "wanted message %s, got %s" % (note["message"], answer)
    if "reason" in note and answer.get("reason") != note["reason"]: return "wanted reason %s, got %s" % (note["reason"], answer)
    return None


def main():
    worker, paths = sys.argv[1], sys.argv[2:]
    failed = 0
    for path in sorted(paths):
        start = time.time()
        try: wrong = check(worker, path)
        except Exception as error: wrong = "%s: %s" % (type(error).__name__, error)
        took = time.time() - start
        if not wrong and took > 2: wrong = "took longer than 2 s"
        failed += wrong is not None
        print("%-4s %6.0f ms  %s%s" % ("FAIL" if wrong else "ok", took * 1000, os.path.basename(path), "  " + wrong if wrong else ""))
    print("%d passed / %d failed" % (len(paths) - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
