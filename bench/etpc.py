#!/usr/bin/env python3
"""Scores `retold compare` on ETPC: where two news sentences name or count differently, is the sense another?

usage: etpc.py RETOLD_BINARY ETPC.jsonl [--limit N] [--misses FILE]

Each substitution of named entities (names, figures, dates) that the annotators marked is one row: their judgement is
whether the sense is kept. It is called changed when compare reports a change of substance of kind number, date, name or
place that touches the second sentence's words. Balanced accuracy; nothing is fitted. Python 3, no packages.
"""
import argparse, collections, json, re, tempfile

from retold import compare, rows

FACTS = {"number", "date", "name", "place"}


def locate(text, tokens, numbers):
    """Bytes of annotated tokens in the sentence: the occurrence nearest to their numbers; first to last where they are
    parted; None where they are not found."""
    parts = [re.escape(t).replace("``", '["“`]+').replace("''", "[\"”']+") for t in tokens.split()]
    if not parts:
        return None
    hits = [m.span() for m in re.finditer(r"\s*".join(parts), text)]
    if hits:
        first = int(numbers.split(",")[0]) if numbers else 0
        at = lambda span: len(re.findall(r"\w+|[^\w\s]", text[: span[0]]))
        found = min(hits, key=lambda span: abs(at(span) - first))
    else:
        spans, end = [], 0
        for part in parts:
            hit = re.compile(part).search(text, end)
            if not hit:
                return None
            spans.append(hit.span())
            end = hit.end()
        found = (spans[0][0], spans[-1][1])
    return tuple(len(text[:n].encode()) for n in found)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("binary"); ap.add_argument("data")
    ap.add_argument("--limit", type=int); ap.add_argument("--misses")
    a = ap.parse_args()
    seen = collections.Counter(); alike = collections.Counter(); lost = 0
    misses = open(a.misses, "w", encoding="utf-8") if a.misses else None
    with tempfile.TemporaryDirectory() as folder:
        for r in rows(a.data)[: a.limit]:
            marked = [x for x in r["relations"] if "named ent" in x["type"]]
            if not marked:
                continue
            c = compare(a.binary, r["a"], r["b"], folder)
            found = [x for x in c["changes"] if x["gravity"] == "substance" and x["kind"] in FACTS]
            for x in marked:
                span = locate(c["retelling"]["text"], x["b_text"], x["b_tok"])
                if span is None:
                    lost += 1
                    continue
                changed = x["sense_preserving"] == "no"
                said = any(f["retelling"]["start"] < span[1] and span[0] < f["retelling"]["end"] for f in found)
                seen[changed, said] += 1
                alike[changed, x["a_text"].lower() != x["b_text"].lower()] += 1
                if misses and said != changed:
                    row = {"id": r["id"], "changed": changed, "a": x["a_text"], "b": x["b_text"]}
                    misses.write(json.dumps(row, ensure_ascii=False) + "\n")
    share = lambda table, label, say: table[label, say] / max(1, table[label, True] + table[label, False])
    found, kept = share(seen, True, True), share(seen, False, False)
    base = (share(alike, True, True) + share(alike, False, False)) / 2
    print(f"named entities changed: {seen[True, True] + seen[True, False]}, same: {seen[False, True] + seen[False, False]}, "
          f"not located: {lost}")
    print(f"changed found {found:.3f}, same kept {kept:.3f}, balanced accuracy {(found + kept) / 2:.3f}")
    print(f"baseline, changed where the words are others: {base:.3f}")


main()
