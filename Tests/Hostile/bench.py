#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
#
# How long one call takes: a rule that reads six fields and returns a number and a reason, many calls in one pipe.
# Usage: bench.py WORKER [CALLS]

import subprocess, sys, tempfile, time
from protocol import call_frame, frame, load_frame

RULE = """
return rule {
  hook = "cost-allocation/weights@1", basis = "KF 2026-03-02", api = 1,
  apply = function(t)
    local w = t.population * 2 + t.employees + t.workplaces
    if t.category == "school" then w = w + t.area end
    return w // 1, t.name
  end,
}
"""
ROW = dict(population=16000, employees=1400, workplaces=900, category="school", area=12, name="Burlöv")


def measure(worker, requests):
    with tempfile.TemporaryFile() as f:
        f.write(requests)
        best = None
        for _ in range(5):
            f.seek(0)
            start = time.perf_counter()
            subprocess.run([worker], stdin=f, stdout=subprocess.DEVNULL, check=True)
            took = time.perf_counter() - start
            best = took if best is None else min(best, took)
    return best


def main():
    worker, calls = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200000
    load = load_frame(RULE, mode=0)
    empty = measure(worker, load + frame(b"Q"))
    full = measure(worker, load + call_frame([ROW]) * calls + frame(b"Q"))
    print("start %.2f ms, %.2f us a call, %.0f calls/s" % (empty * 1e3, (full - empty) / calls * 1e6, calls / (full - empty)))


main()
