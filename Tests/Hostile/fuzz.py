#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
#
# Throws made-up rules and arguments at a worker and watches that it lives, answers every request and never answers after a limit.
# Usage: fuzz.py WORKER [SECONDS] [SEED]

import glob, os, random, subprocess, sys, time
from drive import answers, call_frame, decode, frame, load_frame

BATCH = 300
here = os.path.dirname(os.path.abspath(__file__))
corpus = [open(p, encoding="utf-8", errors="replace").read() for p in sorted(glob.glob(here + "/*.lua"))]
corpus = ["\n".join(l for l in text.split("\n") if not l.startswith("-- ")) for text in corpus]
lines = sorted({l for text in corpus for l in text.split("\n") if l.strip()})
names = """string.rep string.find string.match string.gmatch string.gsub string.format string.byte string.char string.sub string.upper
string.reverse table.insert table.remove table.concat table.sort table.unpack table.move table.pack math.floor math.fmod math.modf math.max
math.tointeger utf8.char utf8.codepoint utf8.len utf8.offset utf8.codes round share largest_remainder money date date.days pairs next ipairs
select tonumber tostring setmetatable getmetatable pcall error assert rawget rawlen rawequal rule type""".split()
atoms = ["nil", "true", "0", "1", "-1", "2", "3", "0.5", "1/0", "0/0", "1e308", "math.mininteger", "math.maxinteger", "1 << 40", "''", "'a'", "'åäö'",
         "'%d+'", "'(a*)(.-)%1'", "'[^%w]-$'", "'%b()'", "'%f[%a]'", "'a\\0b'", "'\\xff'", "'%5.2f %s %q'", "('ab'):rep(500)", "{}", "{ 1, 2, 3 }",
         "{ a = 1, b = { 2 } }", "t", "s", "_G", "string", "function(...) return ... end", "function() error({}) end", "'2026-01-31'", "'12.50'"]


def expression(r, depth=0):
    pick = r.random()
    if depth > 3 or pick < 0.45: return r.choice(atoms)
    if pick < 0.85: return "%s(%s)" % (r.choice(names), ", ".join(expression(r, depth + 1) for _ in range(r.randrange(5))))
    return "(%s %s %s)" % (expression(r, depth + 1), r.choice(["+", "-", "*", "//", "%", "..", "==", "<", "and", "or", "&", "<<"]), expression(r, depth + 1))


def program(r):
    kind = r.random()
    if kind < 0.5:
        body = ["local t, s = ..., 'text'"]
        for _ in range(r.randrange(1, 8)):
            body.append(r.choice(["local v = %s", "pcall(%s)", "t = %s", "s = %s", "pcall(function() return %s end)",
                                  "for k, v in pairs(t) do local x = %s end", "do local x <close> = setmetatable({}, { __close = function() local y = %s end }) end"])
                        % expression(r))
        return "\n".join(body + ["return " + expression(r)])
    text = r.choice(corpus)
    if kind < 0.8:
        parts = text.split("\n")
        for _ in range(r.randrange(1, 4)): parts.insert(r.randrange(len(parts) + 1), r.choice(lines))
        if len(parts) > 2 and r.random() < 0.5: del parts[r.randrange(len(parts))]
        return "\n".join(parts)
    data = bytearray(text.encode())
    for _ in range(r.randrange(1, 6)):
        if data: data[r.randrange(len(data))] = r.randrange(256)
    return bytes(data)


def argument(r, depth=0):
    pick = r.randrange(8 if depth < 3 else 6)
    if pick < 6: return r.choice([None, True, 0, -1, 2**63 - 1, -2**63, 1.5, float("nan"), float("inf"), "", "å" * 50, "a\0b", "x" * 5000])
    if pick == 6: return [argument(r, depth + 1) for _ in range(r.randrange(6))]
    return {r.choice("abcdef"): argument(r, depth + 1) for _ in range(r.randrange(6))}


def batch(worker, r):
    requests, sources = [], []
    for _ in range(BATCH):
        source = program(r)
        limits = dict(fuel=r.choice([500, 5000, 50000]), memory=r.choice([100000, 1000000, 16777216]))
        sources.append((source, limits))
        requests.append(load_frame(source, **limits))
    p = subprocess.run([worker], input=b"".join(requests) + frame(b"Q"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    loaded = [decode(a) for a in answers(p.stdout)] if p.returncode == 0 else []
    calls, kept = [], [(s, a) for s, a in zip(sources, loaded) if "number" in a]
    requests = [load_frame(s, **l) for (s, l), a in kept]
    for _ in range(3 * len(kept)): calls.append(call_frame([argument(r) for _ in range(r.randrange(3))], r.randrange(len(kept))))
    if p.returncode == 0:
        p = subprocess.run([worker], input=b"".join(requests + calls) + frame(b"Q"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        got = answers(p.stdout)
        if p.returncode == 0 and len(got) != len(requests) + len(calls): return -999, sources, b"answers missing", 0
        for a in got: decode(a)
    return p.returncode, sources, p.stderr, BATCH + len(calls)


def main():
    worker, seconds = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 30
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    end, done, bad = time.time() + seconds, 0, 0
    while time.time() < end:
        status, sources, stderr, count = batch(worker, random.Random(seed))
        done += count
        if status != 0:
            bad += 1
            print("seed %d: exit %d %s" % (seed, status, stderr[-3000:].decode("utf-8", "replace")))
        seed += 1
    print("%d executions, %d workers lost, next seed %d" % (done, bad, seed))
    return 1 if bad else 0


sys.exit(main())
