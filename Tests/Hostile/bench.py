#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
#
# How long one call takes: a rule that reads six fields and returns a number and a reason, many calls in one pipe.
# Usage: bench.py WORKER [CALLS]

import resource, subprocess, sys, tempfile, time
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
    """The best of five: seconds by the clock, and of processor time in the worker."""
    clock, processor = [], []
    with tempfile.TemporaryFile() as f:
        f.write(requests)
        for _ in range(5):
            f.seek(0)
            start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([worker], stdin=f, stdout=subprocess.DEVNULL, check=True)
            clock.append(time.perf_counter() - start)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(clock), min(processor)


def main():
    worker, calls = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200000
    load = load_frame(RULE, mode=0)
    empty = measure(worker, load + frame(b"Q"))
    full = measure(worker, load + call_frame([ROW]) * calls + frame(b"Q"))
    print("start %.2f ms" % (empty[0] * 1e3))
    for what, start, end in zip(("by the clock", "processor time"), empty, full):
        print("%-14s %.2f us a call, %.0f calls/s" % (what, (end - start) / calls * 1e6, calls / (end - start)))


main()
