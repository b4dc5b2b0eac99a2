#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
#
# Runs Tests/Hostile/*.lua through a worker and compares with what each file expects:
#   -- expect: KIND            an error of that kind            -- expect: value JSON    that first result, types included
# and, optionally, on the lines after it: -- args: JSON list, -- line: N, -- message: a part of it, -- reason: TEXT,
# -- returns: LINE (of the return that answered), -- seed: N, -- fuel: N, -- memory: N, -- cpu: MS, -- depth: N.
# Every file runs in a fresh worker, and twice: both answers must be the same, and its memory within the limit and 32 MB.
#
# Usage: drive.py [--repeat N] [--patience PROCESSOR-SECONDS] WORKER FILE ...
# --repeat: all of it N times more, with the other core busy, every other time under a Swedish locale: the answers must be the
# same to the byte, fuel included.

import argparse, concurrent.futures, json, os, subprocess, sys, threading
from protocol import answers, call_frame, decode, frame, load_frame

MARGIN = 32 << 20


def same(a, b):
    if type(a) is not type(b): return False
    if isinstance(a, list): return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict): return a.keys() == b.keys() and all(same(a[k], b[k]) for k in a)
    return a == b


def read_frames(pipe, count):
    data = b""
    for _ in range(count):
        head = pipe.read(4)
        body = pipe.read(int.from_bytes(head, "little"))
        data += head + body
        if len(head) < 4 or not body: break
    return data


def used(process):
    """Processor seconds the worker has used, and bytes it has had resident at most; zeros when it is gone."""
    try:
        with open("/proc/%d/stat" % process.pid) as stat, open("/proc/%d/status" % process.pid) as status:
            ticks = sum(map(int, stat.read().rpartition(")")[2].split()[11:13]))
            peak = next((int(line.split()[1]) << 10 for line in status if line.startswith("VmHWM")), 0)
            return ticks / os.sysconf("SC_CLK_TCK"), peak
    except OSError:
        return 0, 0


def run(worker, requests, environment=None):
    """One fresh worker: its exit status, the answers as they came, what it said on stderr, what it used."""
    with subprocess.Popen([worker], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as p:
        limit = threading.Timer(60, p.kill)
        limit.start()
        try:
            p.stdin.write(b"".join(requests))
            p.stdin.flush()
            data = read_frames(p.stdout, len(requests))
            usage = used(p)
            rest, stderr = p.communicate(frame(b"Q"))
        except BrokenPipeError:
            rest, stderr, data, usage = b"", p.stderr.read(), b"", (0, 0)
        finally:
            limit.cancel()
        return p.wait(), data + rest, stderr, usage


def notes(source):
    found = {}
    for line in source.split(b"\n"):
        if not line.startswith(b"-- ") or b": " not in line: break
        key, value = line[3:].split(b": ", 1)
        found[key.decode()] = value.decode()
    return found


def requests(path):
    source = open(path, "rb").read()
    note = notes(source)
    args = json.loads(note.get("args", "[]"))
    limits = {k: int(note[k]) for k in ("fuel", "memory", "cpu", "depth", "seed") if k in note}
    return note, [load_frame(source, os.path.basename(path), **limits), call_frame(args), call_frame(args)]


def differs(note, got):
    """What is wrong with the answers, or None."""
    answer = got[0] if "error" in got[0] else got[1]
    if "error" not in got[0] and got[1] != got[2]: return "two calls differ: %r %r" % (got[1], got[2])
    kind, _, wanted = note["expect"].partition(" ")
    if kind == "value":
        if "error" in answer: return "wanted %s, got %s" % (wanted, answer)
        if not same(answer["value"], json.loads(wanted)): return "wanted %s, got %s" % (wanted, json.dumps(answer["value"], ensure_ascii=False))
    elif answer.get("error") != kind: return "wanted %s, got %s" % (kind, answer)
    if "line" in note and answer.get("line") != int(note["line"]): return "wanted line %s, got %s" % (note["line"], answer)
    if "returns" in note and answer.get("line") != int(note["returns"]): return "wanted a return at line %s, got %s" % (note["returns"], answer)
    if "message" in note and note["message"] not in answer.get("message", ""): return "wanted message %s, got %s" % (note["message"], answer)
    if "reason" in note and answer.get("reason") != note["reason"]: return "wanted reason %s, got %s" % (note["reason"], answer)
    return None


def check(worker, path, patience):
    """(what is wrong or None, the answers' bytes, processor seconds, peak memory)"""
    note, asked = requests(path)
    status, data, stderr, (took, peak) = run(worker, asked)
    try:
        if status != 0: wrong = "exit %d %s" % (status, stderr[-600:].decode("utf-8", "replace"))
        else: wrong = differs(note, [decode(a) for a in answers(data)])
    except Exception as error: wrong = "%s: %s" % (type(error).__name__, error)
    if not wrong and took > patience: wrong = "took more than %g s of processor time" % patience
    if not wrong and patience < 10 and peak > int(note.get("memory", 16 << 20)) + MARGIN: wrong = "%d MB resident" % (peak >> 20)
    return wrong, data, took, peak


def repeat(worker, paths, times, first):
    """How many files answer otherwise when all is done again under load."""
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    different = set()
    try:
        for turn in range(times):
            environment = dict(os.environ, **({"LC_ALL": "sv_SE.UTF-8"} if turn % 2 else {}))
            for path in paths:
                note, asked = requests(path)
                status, data, _, _ = run(worker, asked, environment)
                # Where processor time ended it, the line is chance.
                same_kind = note["expect"] == "time" and [decode(a).get("error") for a in answers(data)] == [
                    decode(a).get("error") for a in answers(first[path])]
                if status != 0 or (data != first[path] and not same_kind):
                    print("FAIL turn %d  %s  answered otherwise" % (turn + 1, os.path.basename(path)))
                    different.add(path)
    finally:
        busy.kill()
        busy.wait()
    print("repeated %d times: %d answers compared" % (times, times * len(paths)))
    return len(different)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--repeat", type=int, default=0)
    options.add_argument("--patience", type=float, default=2, help="processor seconds for a file")
    options.add_argument("worker")
    options.add_argument("paths", nargs="+")
    o = options.parse_args()
    paths, failed, first, highest = sorted(o.paths), 0, {}, (0, "")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for path, (wrong, data, took, peak) in zip(paths, pool.map(lambda p: check(o.worker, p, o.patience), paths)):
            first[path] = data
            highest = max(highest, (peak, os.path.basename(path)))
            failed += wrong is not None
            print("%-4s %6.0f ms  %s%s" % ("FAIL" if wrong else "ok", took * 1000, os.path.basename(path), "  " + wrong if wrong else ""))
    print("at most %.1f MB resident (%s)" % (highest[0] / (1 << 20), highest[1]))
    if o.repeat: failed += repeat(o.worker, paths, o.repeat, first)
    print("%d passed / %d failed" % (max(0, len(paths) - failed), failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
