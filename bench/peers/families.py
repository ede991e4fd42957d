#!/usr/bin/env python3
"""Families by MinHash LSH at its usual settings, beside Retold, on the articles that `retold-bench families` made.

usage: families.py FOLDER SIZE       (needs the packages in requirements.txt; FOLDER as given to retold-bench)

Two articles are a pair when LSH puts them into one bucket and their sketches agree: 128 permutations, runs of five words,
Jaccard 0.5 and 0.8. Printed: seconds, and the share of planted pairs that are found, by how they were planted.
"""
import collections, itertools, json, re, sys, time

from datasketch import MinHash, MinHashLSH


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def sketch(text):
    words = re.findall(r"\w+", text.lower())
    made = MinHash(num_perm=128)
    made.update_batch([" ".join(words[i : i + 5]).encode() for i in range(max(1, len(words) - 4))])
    return made


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.split("\n\n")[1])
    folder, size = sys.argv[1:]
    families = collections.defaultdict(list)
    for row in rows(f"{folder}/articles-{size}.planted.jsonl"):
        families[row["family"]].append(row["id"])
    begun, sketches = time.time(), {}
    with open(f"{folder}/articles-{size}.jsonl", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            sketches[row["id"]] = sketch(row["text"])
    sketched = time.time() - begun
    for least in (0.5, 0.8):
        begun, pairs = time.time(), set()
        index = MinHashLSH(threshold=least, num_perm=128)
        for name, own in sketches.items():
            for other in index.query(own):
                if own.jaccard(sketches[other]) >= least:
                    pairs.add(frozenset((name, other)))
            index.insert(name, own)
        there, found = collections.Counter(), collections.Counter()
        for family, members in families.items():
            for pair in itertools.combinations(members, 2):
                there[family.split()[0]] += 1
                found[family.split()[0]] += frozenset(pair) in pairs
        shares = ", ".join(f"{kind} {found[kind] / there[kind]:.3f}" for kind in sorted(there))
        seconds = sketched + time.time() - begun
        print(f"MinHash LSH, Jaccard {least}: {seconds:.0f} s; all {sum(found.values()) / sum(there.values()):.3f}, {shares}")


main()
