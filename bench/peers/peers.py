#!/usr/bin/env python3
"""Retold beside two usual ways to find copies, on the same articles and queries, in one run.

usage: peers.py RETOLD_BINARY DATA_FOLDER       (needs the packages in requirements.txt)

Archive: the real articles of the data folder. Queries: retellings with a known source, and independent reports and
accounts that have none. Each way names at most one source a query. MinHash LSH names its best match above Jaccard 0.5
of five-word shingles, the usual setting. BM25 has no threshold of its own: it gets the one that does best on these very
queries, which flatters it.
"""
import gzip, json, os, re, resource, subprocess, sys, tempfile, time


def rows(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def words(text):
    return re.findall(r"\w+", text.lower())


def load(folder):
    """Archive as {id: text}, queries as [(id, text, source id or None)]."""
    archive, queries = {}, []
    told = rows(f"{folder}/retellings-dev.jsonl")
    for row in told:
        archive[row["id"]] = " ".join(row["sentences"])
        for retelling in row["retellings"]:
            text = " ".join(s["text"] for s in retelling["sentences"])
            source = None if retelling["kind"] == "independent" else row["id"]
            queries.append((f"{row['id']}/{retelling['kind']}", text, source))
    for name in ("archive-bbc", "archive-reuters", "archive-fnc1"):
        for row in rows(f"{folder}/{name}.jsonl.gz"):
            archive.setdefault(row["id"], row["text"])
    triplets = {}
    for row in rows(f"{folder}/basil-dev.jsonl"):
        triplets.setdefault(row["triplet"], []).append(row)
    for group in triplets.values():
        for row in group[:-1]:
            archive[row["id"]] = row["text"]
        queries.append((group[-1]["id"], group[-1]["text"], None))
    for row in rows(f"{folder}/llm-rewrites-dev.jsonl"):
        if len(row["b"].split()) >= 60:
            archive[row["source_id"]] = row["a"]
            queries.append((row["id"], row["b"], row["source_id"]))
    return archive, queries


def megabytes(who=resource.RUSAGE_SELF):
    return resource.getrusage(who).ru_maxrss / 1024


def report(name, seconds, memory, named, queries):
    """named: for each query (source id or None)."""
    derived = [(q, n) for q, n in zip(queries, named) if q[2]]
    alone = [n for q, n in zip(queries, named) if not q[2]]
    found = sum(n == q[2] for q, n in derived)
    wrong = sum(n not in (None, q[2]) for q, n in derived)
    accused = sum(n is not None for n in alone)
    print(f"{name:<22} {seconds[0]:>8.1f} {1000 * seconds[1] / len(queries):>9.1f} {memory:>8.0f}"
          f"   {found / len(derived):.3f}   {wrong / len(derived):.3f}   {accused / len(alone):.3f}")


def retold(binary, archive, queries):
    with tempfile.TemporaryDirectory() as folder:
        path = lambda name: os.path.join(folder, name)
        with open(path("archive.jsonl"), "w", encoding="utf-8") as out:
            out.writelines(json.dumps({"id": i, "text": t}) + "\n" for i, t in archive.items())
        with open(path("queries.jsonl"), "w", encoding="utf-8") as out:
            out.writelines(json.dumps({"id": "query " + q, "text": t}) + "\n" for q, t, _ in queries)
        begun = time.time()
        subprocess.run([binary, "index", "--archive", path("a"), path("archive.jsonl")], check=True, stderr=subprocess.DEVNULL)
        indexed = time.time()
        done = subprocess.run([binary, "trace", path("queries.jsonl"), "--archive", path("a"), "--format", "json"],
                              stdout=subprocess.PIPE, text=True)
        traced = time.time()
    named = []
    for line in done.stdout.splitlines():
        sources = [s["id"] for s in json.loads(line)["sources"] if s["named"]]
        named.append(sources[0] if sources else None)
    report("retold", (indexed - begun, traced - indexed), megabytes(resource.RUSAGE_CHILDREN), named, queries)


def min_hash(archive, queries):
    from datasketch import MinHash, MinHashLSH

    def sketch(text):
        w = words(text)
        made = MinHash(num_perm=128)
        made.update_batch([" ".join(w[i : i + 5]).encode() for i in range(max(1, len(w) - 4))])
        return made

    begun = time.time()
    index, sketches = MinHashLSH(threshold=0.5, num_perm=128), {}
    for name, text in archive.items():
        sketches[name] = sketch(text)
        index.insert(name, sketches[name])
    indexed, named = time.time(), []
    for _, text, _ in queries:
        own = sketch(text)
        near = max(((own.jaccard(sketches[n]), n) for n in index.query(own)), default=(0, None))
        named.append(near[1] if near[0] >= 0.5 else None)
    report("datasketch MinHash LSH", (indexed - begun, time.time() - indexed), megabytes(), named, queries)


def bm25(archive, queries):
    import bm25s

    begun, ids = time.time(), list(archive)
    index = bm25s.BM25()
    index.index(bm25s.tokenize(list(archive.values()), show_progress=False), show_progress=False)
    indexed, best = time.time(), []
    for _, text, _ in queries:
        found, scores = index.retrieve(bm25s.tokenize(text, show_progress=False), k=1, show_progress=False)
        # Longer queries score higher by nature.
        best.append((float(scores[0][0]) / len(set(words(text))), ids[int(found[0][0])]))
    seconds = (indexed - begun, time.time() - indexed)
    report("BM25, always", seconds, megabytes(), [n for _, n in best], queries)
    right = lambda cut: sum((n if s >= cut else None) == q[2] for (s, n), q in zip(best, queries))
    cut = max((s for s, _ in best), key=right)
    report("BM25, best threshold", seconds, megabytes(), [n if s >= cut else None for s, n in best], queries)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.split("\n\n")[1])
    archive, queries = load(sys.argv[2])
    print(f"{len(archive)} articles, {len(queries)} queries, {sum(not q[2] for q in queries)} of them without a source")
    print("                       index, s  ms/query  memory, MB  found   other    accused of none")
    retold(sys.argv[1], archive, queries)
    for way in (min_hash, bm25):
        # A process of its own each, so that memory is its own.
        child = os.fork()
        if child == 0:
            way(archive, queries)
            sys.stdout.flush()
            os._exit(0)
        os.waitpid(child, 0)


main()
