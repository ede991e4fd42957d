#!/usr/bin/env python3
"""Is the earlier version of an update on the wire among the ten that `retold trace` lists?

usage: updates.py RETOLD_BINARY DATA_FOLDER      reads archive-reuters.jsonl.gz and reuters-updates.jsonl
A later version is traced in the archive that holds it too; an article is never its own source. Copies of a listed source
count as listed: of twins one stands for all.
"""
import gzip, json, os, subprocess, sys, tempfile


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip())
    binary, data = sys.argv[1:]
    pairs = [json.loads(line) for line in open(f"{data}/reuters-updates.jsonl", encoding="utf-8")]
    for pair in pairs:  # ids there bear the name of the archive
        pair["a"], pair["b"] = "reuters-" + pair["a"], "reuters-" + pair["b"]
    later = {pair["b"] for pair in pairs}
    with tempfile.TemporaryDirectory() as folder:
        archive, queries = os.path.join(folder, "archive"), os.path.join(folder, "queries.jsonl")
        with gzip.open(f"{data}/archive-reuters.jsonl.gz", "rt", encoding="utf-8") as lines, open(queries, "w") as out:
            out.writelines(line for line in lines if json.loads(line)["id"] in later)
        subprocess.run([binary, "index", "--archive", archive, f"{data}/archive-reuters.jsonl.gz"], check=True,
                       stderr=subprocess.DEVNULL)
        done = subprocess.run([binary, "trace", queries, "--archive", archive, "--format", "json"],
                              stdout=subprocess.PIPE, text=True)
    listed = {}
    for line in done.stdout.splitlines():
        trace = json.loads(line)
        listed[trace["query"]] = [{s["id"], *s["copies"]} for s in trace["sources"][:10]]
    missed = [pair for pair in pairs if not any(pair["a"] in ids for ids in listed.get(pair["b"], []))]
    print(f"earlier version in ten: {len(pairs) - len(missed)}/{len(pairs)} = {1 - len(missed) / len(pairs):.3f}")
    for pair in missed[:5]:
        print(f"  missed: {pair['a']} of {pair['b']}, words {pair['a_words']} and {pair['b_words']}, "
              f"containment {pair['containment']:.2f}")


main()
