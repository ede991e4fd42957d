#!/usr/bin/env python3
"""Runs the scorers of the measuring data with a built program and holds their figures to bench/floors.toml.

usage: floors.py RETOLD_BINARY SCORERS_FOLDER [SET ...]      SET: reading, compare, derivation, alignment, claims, trace, stemma,
pairs
Prints a table and ends with 1 when a figure is below its floor, above its ceiling, or missing. Python 3, no packages.
"""
import os, re, subprocess, sys
from concurrent.futures import ThreadPoolExecutor

NUMBER = r"([0-9.]+)"
SHARE = r"([0-9]+/[0-9]+)"
# What a scorer prints, line by line: name of the figure, and where it stands.
FIGURES = {
    "reading": [("pages F1", rf"^pages \d+: .* F1 {NUMBER}")],
    "compare": [
        *[(f"links {kind} F1", rf"^  {kind} +{NUMBER} +{NUMBER} +{NUMBER}$")
          for kind in ("spun", "altered", "rewritten", "brief", "all")],
        ("relation micro", rf"^relation right: micro {NUMBER}"),
        ("relation macro", rf"^relation right: .*macro {NUMBER}"),
        ("dropped F1", rf"^dropped sentences .*F1 {NUMBER}"),
        ("direction right", rf"^direction right \d+/\d+ = {NUMBER}"),
        ("direction wrong", rf"^direction right .*wrong {NUMBER}"),
        ("changes F1", rf"^changes: .*F1 {NUMBER}"),
        ("alarms a sentence", rf"^false alarms .* = {NUMBER} a sentence"),
    ],
    "derivation": [
        ("independent called derived", rf"^independent reports .*in all {NUMBER}"),
        ("accounts called derived", rf"^accounts of .*\d+/\d+ = {NUMBER},"),
        *[(f"{name} found", rf"^{name} +\d+ +{NUMBER} ") for name in (
            "llm", "onestop", "bbc:spun", "bbc:altered", "bbc:rewritten", "bbc:brief", "us:spun", "us:rewritten", "us:brief")],
    ],
    "alignment": [("links F1", rf"^sentence links .*F1 {NUMBER}")],
    "claims": [
        (f"{name} F1", rf"^retold .*{name}{more} P [0-9.]+ R [0-9.]+ F1 {NUMBER}")
        for name, more in (("claims", ""), ("speaker", ""), ("cue", ""), ("content", " chars"))
    ],
    "trace": [
        *[(f"{kind} named", rf"^  {kind} .*p>=0.5 {SHARE}") for kind in ("spun", "altered", "rewritten", "brief", "independent")],
        ("derived first", rf"^derived: first {NUMBER}"),
        ("reports accused", rf"^independent reports of one event, .*: {SHARE}"),
        ("pairs first", rf"^pairs: source first {SHARE}"),
        ("pairs named", rf"^pairs: .*p>=0.5 {SHARE}"),
        ("mosaics spun, both", rf"^mosaics of two spun .*both sources named {SHARE}"),
        ("mosaics rewritten, both", rf"^mosaics of two rewritten .*both sources named {SHARE}"),
        ("others named", rf"^queries that got some other .*: {SHARE}"),
        ("others named, pairs and mosaics", rf"^pairs and mosaics that got some other .*: {SHARE}"),
    ],
    # The scorer prints versions of documents first, then stories at three levels.
    "stemma": [
        (f"{kind}: {what}", rf"^{before}{line} .*{end}{NUMBER}")
        for kind, before in (("versions", ""), ("levels", "roots right(?s:.*)^"))
        for what, line, end in (
            ("pairs in one family F1", "pairs in one family", "F1 "), ("edges F1", "edges, undirected", "F1 "),
            ("directed edges F1", "edges, directed", "F1 "), ("roots right", "roots right", "= "))
    ],
    "pairs": [("AUC", rf"^AUC {NUMBER}"), ("found", rf"^AUC .*positives {NUMBER}")],
}


def limits(path):
    """The few lines of TOML that floors.toml is written in; `tomllib` is not in every Python 3."""
    found, table = {}, None
    for line in open(path, encoding="utf-8"):
        line = line.split("#")[0].strip()
        if line.startswith("["):
            table = found.setdefault(line.strip("[]"), {})
        elif line:
            name, _, rest = line.partition(" = ")
            table[name.strip('"')] = {k: float(v) for k, v in re.findall(r"(\w+) = ([0-9.]+)", rest)}
    return found


def scored(binary, folder, name):
    """What one scorer prints."""
    run = subprocess.run(["bash", os.path.join(folder, "all.sh"), binary, name], capture_output=True, text=True)
    return run.stdout + run.stderr


def figure(pattern, text):
    """The number that a pattern ends with, or None."""
    hit = re.search(pattern, text, re.M)
    if not hit:
        return None
    part, _, whole = hit.groups()[-1].rstrip(".").partition("/")
    return float(part) / float(whole or 1)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip())
    binary, folder = os.path.realpath(sys.argv[1]), sys.argv[2]
    names = sys.argv[3:] or list(FIGURES)
    kept = limits(os.path.join(os.path.dirname(os.path.abspath(__file__)), "floors.toml"))
    with ThreadPoolExecutor(2) as pool:  # each scorer waits for a program that uses one core
        printed = dict(zip(names, pool.map(lambda name: scored(binary, folder, name), names)))
    broken = 0
    print(f"{'figure':<40} {'measured':>9} {'floor':>9} {'target':>9}")
    for name in names:
        for what, pattern in FIGURES[name]:
            limit, is_now = kept.get(name, {}).get(what, {}), figure(pattern, printed[name])
            floor, ceiling = limit.get("floor"), limit.get("ceiling")
            good = is_now is not None and (floor is None or is_now >= floor) and (ceiling is None or is_now <= ceiling)
            broken += not good
            edge = f"{floor:.3f}" if floor is not None else f"<= {ceiling:.3f}" if ceiling is not None else ""
            shown = "missing" if is_now is None else f"{is_now:.3f}"
            aim = f"{limit['target']:.3f}" if "target" in limit else ""
            print(f"{name + ': ' + what:<40} {shown:>9} {edge:>9} {aim:>9}{'' if good else '   BROKEN'}")
        if any(figure(pattern, printed[name]) is None for _, pattern in FIGURES[name]):
            print(f"-- the scorer {name} said:\n{printed[name][-2000:]}")
    if broken:
        sys.exit(f"{broken} figures are not kept")
    print("all figures are kept")


main()
