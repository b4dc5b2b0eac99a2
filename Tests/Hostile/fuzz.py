#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
#
# Throws made-up rules and arguments at a worker and watches that it lives, answers every request and never answers after a limit.
# Usage: fuzz.py WORKER [EXECUTIONS] [SEED]

import collections, glob, os, random, subprocess, sys
from protocol import answers, call_frame, decode, frame, load_frame

BATCH = 300
here = os.path.dirname(os.path.abspath(__file__))
corpus = [open(p, encoding="utf-8", errors="replace").read() for p in sorted(glob.glob(here + "/*.lua"))]
corpus = ["\n".join(l for l in text.split("\n") if not l.startswith("-- ")) for text in corpus]
lines = sorted({l for text in corpus for l in text.split("\n") if l.strip()})
names = """string.rep string.find string.match string.gmatch string.gsub string.format string.byte string.char string.sub string.upper
string.reverse table.insert table.remove table.concat table.sort table.unpack table.move table.pack math.floor math.fmod math.modf math.max
math.tointeger utf8.char utf8.codepoint utf8.len utf8.offset utf8.codes round share largest_remainder money date date.days pairs next ipairs
select tonumber tostring setmetatable getmetatable pcall error assert rawget rawlen rawequal rule type xpcall coroutine.create coroutine.wrap coroutine.resume coroutine.yield coroutine.close coroutine.status
coroutine.running coroutine.isyieldable math.exp math.log math.random""".split()
operators = ["+", "-", "*", "/", "//", "%", "^", "..", "==", "<", "<=", "and", "or", "&", "|", "~", "<<", ">>"]
atoms = ["nil", "true", "0", "1", "-1", "2", "3", "0.5", "1/0", "0/0", "1e308", "math.mininteger", "math.maxinteger", "1 << 40", "''", "'a'", "'åäö'",
         "'%d+'", "'(a*)(.-)%1'", "'[^%w]-$'", "'%b()'", "'%f[%a]'", "'a\\0b'", "'\\xff'", "'%5.2f %s %q'", "('ab'):rep(500)", "{}", "{ 1, 2, 3 }",
         "{ a = 1, b = { 2 } }", "t", "s", "_G", "string", "function(...) return ... end", "function() error({}) end", "'2026-01-31'", "'12.50'", "c", "u",
         "'10'", "' 0x1p4 '", "coroutine.yield", "coroutine.wrap(function(...) coroutine.yield(...) end)"]


def expression(r, depth=0):
    pick = r.random()
    if depth > 3 or pick < 0.45: return r.choice(atoms)
    if pick < 0.8: return "%s(%s)" % (r.choice(names), ", ".join(expression(r, depth + 1) for _ in range(r.randrange(5))))
    if pick < 0.87: return function(r, depth + 1)
    return "(%s %s %s)" % (expression(r, depth + 1), r.choice(operators), expression(r, depth + 1))


def function(r, depth):
    return "function(...) %s end" % block(r, depth + 1)


def block(r, depth=0):
    """Statements that yield, catch, close, resume one another and fail, in whatever order."""
    if depth > 4: return "coroutine.yield(%s)" % r.choice(atoms)
    out = []
    for _ in range(r.randrange(1, 5)):
        form = r.choice(["local v = %s", "pcall(%s)", "t = %s", "s = %s", "u = pcall(%f, t)", "xpcall(%f, %f)", "c = coroutine.create(%f)",
                         "c = coroutine.wrap(%f)", "coroutine.resume(c, %s)", "pcall(c, %s)", "coroutine.close(c)", "pcall(coroutine.close, c)",
                         "t = { coroutine.yield(%s) }", "t = coroutine.running()", "for i = 1, 5 do pcall(coroutine.resume, c, i) end",
                         "error(%s)", "if coroutine.isyieldable() then coroutine.yield(c) end", "local x <close> = setmetatable({}, { __close = %f })",
                         "do local x <close> = setmetatable({}, { __close = %f }) %b end", "for k, v in pairs(t) do local x = %s end",
                         "for x in coroutine.wrap(%f) do if x then break end end", "t = setmetatable({}, { __index = %f, __newindex = %f, __call = %f,"
                         " __eq = %f, __lt = %f, __concat = %f, __len = %f, __unm = %f, __tostring = %f, __pairs = %f })",
                         "local x = t.a, t[1], #t, -t, t .. t, t < t, t == u, t(1), tostring(t)", "t.a = c", "string.gsub('abc', '.', %f)",
                         "table.sort({ 3, 1, 2, 5, 4 }, %f)", "goto done", "while t do %b if t then break end end", "status = coroutine.status(c)",
                         "for i = 1, 40 do c = coroutine.wrap(%f) pcall(c) end", "d, c = c, d", "return %s", "local function g(...) %b end g(...)",
                         "s = s .. s", "for i = 1, 100 do t[i] = { t } end"])
        while "%" in form:
            at = form.index("%")
            made = {"s": lambda: expression(r, depth + 1), "f": lambda: function(r, depth), "b": lambda: block(r, depth + 1)}[form[at + 1]]()
            form = form[:at] + made.replace("%", "\0") + form[at + 2:]
        if form.startswith(("return", "goto", "error")): form = "do %s end" % form
        elif "local" not in form and r.random() < 0.5: form = "pcall(function(...) %s end, t)" % form
        out.append(form)
    return (" ".join(out) + " ::done::").replace("\0", "%")


def program(r):
    kind = r.random()
    if kind < 0.5: return "local t, s, u, c, d, status = ..., 'text'\n" + block(r).replace(" do", "\ndo") + "\nreturn " + expression(r)
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


def batch(worker, r, counts):
    requests, sources = [], []
    for _ in range(BATCH):
        source = program(r)
        limits = dict(fuel=r.choice([500, 5000, 50000]), memory=r.choice([100000, 1000000, 16777216]), seed=r.choice([None, 7]))
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
        for a in got: counts[decode(a).get("error", "value")] += 1
    return p.returncode, sources, p.stderr, BATCH + len(calls)


def main():
    worker, wanted = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    done, bad, counts = 0, 0, collections.Counter()
    while done < wanted:
        status, sources, stderr, count = batch(worker, random.Random(seed), counts)
        done += count
        if status != 0:
            bad += 1
            print("seed %d: exit %d %s" % (seed, status, stderr[-3000:].decode("utf-8", "replace")), flush=True)
        seed += 1
        if seed % 20 == 0: print("%d so far, %d workers lost" % (done, bad), flush=True)
    print("answers: " + ", ".join("%s %d" % pair for pair in sorted(counts.items())))
    print("%d executions, %d workers lost, next seed %d" % (done, bad, seed))
    return 1 if bad else 0


sys.exit(main())
