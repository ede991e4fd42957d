#!/usr/bin/env python3
"""The Python package beside the program, on the same work, in one run: seconds, and the package's in times of the program's.

    target/python/bin/python bench/python.py [target/release/retold] [ARTICLES]

Wants the package, of the same build (`.ci/python` makes such an environment). Articles are the invented ones of the package's
tests. The two take turns, and the best of some turns counts. Of comparisons the program does one a run, so that its start is
among what it takes. Ends with status 1 when the package takes more than a tenth longer.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
# In the place of this folder, which has a retold.py of its own.
sys.path[0] = str(ROOT / "crates" / "retold-py" / "tests")

TURNS = 3
BOUND = 1.10
PAIRS = 100
QUERIES = 400


def best(own, other):
    """Seconds of two ways, the best of some turns each."""
    times = ([], [])
    for _ in range(TURNS):
        for way, kept in zip((own, other), times):
            begun = time.perf_counter()
            way()
            kept.append(time.perf_counter() - begun)
    return [min(kept) for kept in times]


class Work:
    def __init__(self, program, folder, count):
        from press import press

        self.program, self.folder = program, folder
        # Four members and two of those that stand alone make a family's five articles or so.
        self.articles = press(families=count // 6, alone=count // 3)
        self.lines = folder / "articles.jsonl"
        self.queries = folder / "queries.jsonl"
        for path, rows in ((self.lines, self.articles), (self.queries, self.articles[:QUERIES])):
            path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        self.pairs = []
        for n, row in enumerate(self.articles[: 2 * PAIRS]):
            path = folder / f"{n}.txt"
            path.write_text(row["text"])
            self.pairs.append(path)
        self.archive = folder / "archive"
        self.number = 0

    def run(self, *words):
        done = subprocess.run([self.program, *map(str, words)], capture_output=True)
        if done.returncode not in (0, 1):
            sys.exit(f"retold {words[0]} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
        return done.stdout

    def fresh(self):
        self.number += 1
        return self.folder / f"archive-{self.number}"

    def steps(self):
        """What is done, by the program and by the package."""
        import retold

        archive = retold.Archive.open(self.archive)
        couples = list(zip(self.pairs[::2], self.pairs[1::2]))
        yield f"compare {len(couples)} pairs", lambda: [
            self.run("compare", a, b, "--format", "json") for a, b in couples
        ], lambda: [retold.compare(a, b).to_json() for a, b in couples]
        yield f"index {len(self.articles)} articles", lambda: self.run(
            "index", "--archive", self.fresh(), self.lines
        ), lambda: retold.Archive.open_or_create(self.fresh()).add(self.lines)
        yield "the same, from mappings", lambda: self.run(
            "index", "--archive", self.fresh(), self.lines
        ), lambda: retold.Archive.open_or_create(self.fresh()).add(self.articles)
        yield f"trace {min(QUERIES, len(self.articles))} texts", lambda: self.run(
            "trace", self.queries, "--archive", self.archive, "--format", "json"
        ), lambda: [trace.to_json() for trace in archive.trace_all(self.articles[:QUERIES])]
        yield f"families of {len(self.articles)}", lambda: self.run(
            "families", "--archive", self.archive, "--format", "jsonl"
        ), lambda: [family.to_json() for family in retold.families(archive)]


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else str(ROOT / "target/release/retold")
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 3_000
    slow = []
    with tempfile.TemporaryDirectory() as folder:
        work = Work(program, pathlib.Path(folder), count)
        work.run("index", "--archive", work.archive, work.lines)
        print("| | program, s | package, s | times |\n|---|---|---|---|")
        for name, program_s, package_s in ((name, *best(*ways)) for name, *ways in work.steps()):
            print(f"| {name} | {program_s:.2f} | {package_s:.2f} | {package_s / program_s:.2f} |", flush=True)
            if package_s > BOUND * program_s:
                slow.append(name)
    if slow:
        sys.exit(f"the package takes more than {BOUND} times as long: {', '.join(slow)}")


main()
