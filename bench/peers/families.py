#!/usr/bin/env python3
"""Families by MinHash LSH at its usual settings, beside `retold families`, on the articles of `retold-bench families`, in one run.

usage: families.py FOLDER SIZE [PROGRAM]       (needs the packages in requirements.txt; FOLDER as given to retold-bench)

MinHash: 128 permutations, runs of five words; two articles are a pair when LSH puts them into one bucket and their sketches
agree, by Jaccard 0.5 or 0.8, and what hangs together is a family. Both are held against the planted families as
retold-bench does it: `recall` are the pairs of a planted family that stand in one family, `right` the share of such among
the pairs with a planted article that are known to be right or wrong; `+made` counts pairs of two made articles as wrong too.
"""
import collections, itertools, json, os, re, resource, subprocess, sys, tempfile, time

from datasketch import MinHash, MinHashLSH

THRESHOLDS = (0.5, 0.8)


def rows(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def sketch(text):
    words = re.findall(r"\w+", text.lower())
    made = MinHash(num_perm=128)
    made.update_batch([" ".join(words[i : i + 5]).encode() for i in range(max(1, len(words) - 4))])
    return made


def pairs(sketches, least):
    index = MinHashLSH(threshold=least, num_perm=128)
    for name, own in sketches.items():
        for other in index.query(own):
            if own.jaccard(sketches[other]) >= least:
                yield name, other
        index.insert(name, own)


def joined(pairs):
    """What hangs together."""
    above = {}

    def head(name):
        while above.setdefault(name, name) != name:
            above[name] = name = above[above[name]]
        return name

    for a, b in pairs:
        above[head(a)] = head(b)
    groups = collections.defaultdict(list)
    for name in list(above):
        groups[head(name)].append(name)
    return list(groups.values())


def score(families, planted):
    """Of each way of planting: pairs there are, pairs found, pairs that are wrong."""
    there, found, wrong = collections.Counter(), collections.Counter(), collections.Counter()
    for family, size in collections.Counter(planted.values()).items():
        there[family.split()[0]] += size * (size - 1) // 2
    for members in families:
        for a, b in itertools.combinations(members, 2):
            x, y = planted.get(a), planted.get(b)
            made = [name.startswith("made-") for name in (a, b)]
            if x and x == y:
                found[x.split()[0]] += 1
            elif x and y or (x or y) and any(made):
                wrong[(x or y).split()[0]] += 1
            elif not x and not y and all(made):
                wrong["made"] += 1
    return there, found, wrong


def tell(name, cost, families, planted):
    there, found, wrong = score(families, planted)
    hits, bad = sum(found.values()), sum(wrong.values())
    shares = [f"{hits / sum(there.values()):.3f}"] + [f"{found[kind] / there[kind]:.3f}" for kind in sorted(there)]
    right = f"{hits / max(1, hits + bad - wrong['made']):.3f}", f"{hits / max(1, hits + bad):.3f}"
    print(f"| {name} | " + " | ".join([*(f"{figure:.0f}" for figure in cost), *shares, *right]) + " |", flush=True)


def run(*words):
    """What a program took: seconds waited, processor seconds, megabytes."""
    begun = time.time()
    child = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}")
    return time.time() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def retold(program, articles):
    """Families, what finding them took in a built archive, and what it took with building it."""
    with tempfile.TemporaryDirectory() as folder:
        archive, out = (os.path.join(folder, name) for name in ("archive", "families.jsonl"))
        built = run(program, "index", "--archive", archive, articles)
        found = run(program, "families", "--archive", archive, "-o", out, "--format", "jsonl")
        both = built[0] + found[0], built[1] + found[1], max(built[2], found[2])
        return [row["members"] for row in rows(out)], found, both


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__.split("\n\n")[1])
    folder, size = sys.argv[1:3]
    program = sys.argv[3] if len(sys.argv) == 4 else "target/release/retold"
    planted = {row["id"]: row["family"] for row in rows(f"{folder}/articles-{size}.planted.jsonl")}
    kinds = sorted({family.split()[0] for family in planted.values()})
    heads = ["", "s", "CPU s", "MB", "recall", *kinds, "right", "+made"]
    print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    families, found, cost = retold(program, f"{folder}/articles-{size}.jsonl")
    tell("Retold, in a built archive", found, families, planted)
    tell("Retold, the archive built too", cost, families, planted)
    begun, used = time.time(), time.process_time()
    sketches = {row["id"]: sketch(row["text"]) for row in rows(f"{folder}/articles-{size}.jsonl")}
    sketched = time.time() - begun, time.process_time() - used
    told = []
    for least in THRESHOLDS:
        begun, used = time.time(), time.process_time()
        families = joined(pairs(sketches, least))
        waited, worked = sketched[0] + time.time() - begun, sketched[1] + time.process_time() - used
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        tell(f"MinHash LSH, Jaccard {least} (datasketch)", (waited, worked, most), families, planted)
        told.append(f"Retold with its archive takes {cost[0] / waited:.2f} times the seconds of {least}, {cost[1] / worked:.2f} times its CPU seconds")
    print("\n".join(["", *told]))


main()
