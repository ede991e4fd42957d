#!/usr/bin/env python3
"""Scores `retold compare` on SummEdits: does a summary say what its text says? Balanced accuracy, by domain.

usage: summedits.py RETOLD_BINARY SUMMEDITS.jsonl[.gz] [--domains a,b,...] [--all] [--limit N] [--misses FILE]

A summary is called inconsistent when compare reports a change of substance in it that is none of attribution or
quotation: a summary speaks for its text and takes words over without marks. Nothing is fitted. Beside it stand what costs
nothing: baselines whose threshold is the best one for the very rows they are scored on, and so are flattered.
Domains of spoken text are left out unless `--all` is given. Python 3, no packages.
"""
import argparse, collections, json, re, tempfile

from retold import compare, rows

SPOKEN = {"samsum", "qmsumm", "podcast", "sales_call"}
NOT_OF_FACT = {"attribution-dropped", "attribution-changed", "quote-altered", "quote-unquoted", "quote-invented", "slant"}


def balanced(said, labels):
    """Mean of the shares of inconsistent and of consistent summaries that are called so."""
    right = collections.Counter((label, bool(s) == label) for s, label in zip(said, labels))
    share = lambda label: right[label, True] / max(1, right[label, True] + right[label, False])
    return (share(True) + share(False)) / 2, share(True), share(False)


def best(scores, labels):
    """The balanced accuracy at the best threshold, which these very rows choose."""
    cuts = sorted(set(scores))
    cuts = cuts[:: max(1, len(cuts) // 60)]
    return max(balanced([s >= cut for s in scores], labels)[0] for cut in cuts)


def words(text):
    return re.findall(r"\w+", text.lower())


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("binary"); ap.add_argument("data")
    ap.add_argument("--domains"); ap.add_argument("--all", action="store_true")
    ap.add_argument("--limit", type=int); ap.add_argument("--misses")
    a = ap.parse_args()
    wanted = set(a.domains.split(",")) if a.domains else None
    keep = lambda d: d in wanted if wanted else a.all or d not in SPOKEN
    data = [r for r in rows(a.data) if keep(r["domain"])][: a.limit]
    labels = [r["label"] == 0 for r in data]
    said, kinds, uncovered = [], collections.Counter(), []
    misses = open(a.misses, "w", encoding="utf-8") if a.misses else None
    with tempfile.TemporaryDirectory() as folder:
        for r, label in zip(data, labels):
            c = compare(a.binary, r["doc"], r["summary"], folder)
            found = [x for x in c["changes"] if x["gravity"] == "substance" and x["kind"] not in NOT_OF_FACT]
            said.append(bool(found))
            uncovered.append(1 - c["verdict"]["coverage"]["retelling"])
            kinds.update((k, label) for k in {x["kind"] for x in found})
            if misses and said[-1] != label:
                shown = [(x["kind"], x["source"] and x["source"]["text"], x["retelling"]["text"]) for x in found]
                misses.write(json.dumps({"id": r["id"], "inconsistent": label, "reported": shown}, ensure_ascii=False) + "\n")
    print(f"{'domain':<14}{'rows':>6}{'balanced':>10}{'found':>8}{'kept':>8}")
    by = []
    for d in sorted({r["domain"] for r in data}):
        own = [n for n, r in enumerate(data) if r["domain"] == d]
        figures = balanced([said[n] for n in own], [labels[n] for n in own])
        by.append(figures[0])
        print(f"{d:<14}{len(own):>6}{figures[0]:>10.3f}{figures[1]:>8.3f}{figures[2]:>8.3f}")
    figures = balanced(said, labels)
    print(f"{'all rows':<14}{len(data):>6}{figures[0]:>10.3f}{figures[1]:>8.3f}{figures[2]:>8.3f}")
    print(f"mean over domains: {sum(by) / max(1, len(by)):.3f}")
    new = []
    for r in data:
        known, own = set(words(r["doc"])), words(r["summary"])
        new.append(sum(w not in known for w in own) / max(1, len(own)))
    print("baselines, best threshold on these rows: "
          f"words that the text has not {best(new, labels):.3f}, not covered by links {best(uncovered, labels):.3f}, "
          f"length {best([len(r['summary']) for r in data], labels):.3f}; all called inconsistent 0.500")
    print("summaries with a change of the kind, inconsistent and consistent: "
          + ", ".join(f"{k} {kinds[k, True]}/{kinds[k, False]}" for k in sorted({k for k, _ in kinds})))


main()
