#!/usr/bin/env python3
"""Builds the lexicon of synonyms, opposites and derived words from WordNet.

    apt-get install wordnet-base              WordNet 3.0 in /usr/share/wordnet
    python3 tools/lexicon/build.py TEXTS.jsonl.gz...

TEXTS are news archives (JSON Lines with `text`): only words that stand in them at least FEWEST times are kept, for the
table is looked up for news alone. Nothing else of the texts is kept. Writes crates/retold/src/text/lexicon.bin, the same
on every run. Format (little endian): "RLX1"; u32 number of words; their ends in the letters, u32 each; the letters of
all words, sorted by byte; then for each relation u32 number of pairs and the pairs, sorted, as u32 a << 16 | b with a < b.
"""
import argparse, collections, gzip, json, pathlib, re, struct

HERE = pathlib.Path(__file__).parent
TEXT = HERE.parent.parent / "crates/retold/src/text"
FEWEST = 4
# A sense ranks by how often it was tagged in WordNet's texts; rare senses make synonyms that news never means.
RANKS = {"n": 3, "v": 5, "a": 4, "r": 3}


def irregular():
    forms = {}
    for line in (TEXT / "language/english/irregular.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            words = line.split()
            forms.update({w: words[0] for w in words})
    return forms


IRREGULAR = irregular()


def mend(base):
    n = len(base)
    if n > 3 and base[-1] == base[-2] and base[-1] not in "aeiouls":
        return base[:-1]
    if n > 3 and base[-1] == "e" and base[-2] != "e":
        return base[:-1]
    return base


def stem(word):
    """The stem as text/inflection.rs makes it."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < 4 or not re.fullmatch("[a-z]+", word):
        return word
    for end in ("ies", "ied"):
        if word.endswith(end) and len(word) - 3 > 2:
            return word[:-3] + "y"
    for end in ("ing", "ed"):
        base = word[: -len(end)]
        if word.endswith(end) and len(base) > 2 and re.search("[aeiouy]", base):
            return mend(base)
    if word.endswith("es") and word[:-2].endswith(("s", "x", "z", "ch", "sh")):
        return mend(word[:-2])
    if word.endswith("s") and not word[:-1].endswith(("s", "u", "i")):
        return mend(word[:-1])
    return mend(word)


def vocabulary(paths):
    counts = collections.Counter()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as f:
            for line in f:
                counts.update(re.findall("[a-z]+", json.loads(line)["text"].lower()))
    stems = collections.Counter()
    for word, n in counts.items():
        stems[stem(word)] += n
    return {s for s, n in stems.items() if n >= FEWEST}


class WordNet:
    def __init__(self, folder):
        self.synsets, self.rank = {}, {}
        for part in ("noun", "verb", "adj", "adv"):
            for line in open(folder / f"index.{part}"):
                if not line.startswith(" "):
                    f = line.split()
                    for n, offset in enumerate(f[len(f) - int(f[2]):]):
                        self.rank[f[0], part[0].replace("a", f"{part[:3]}"), offset] = n
            for line in open(folder / f"data.{part}"):
                if not line.startswith(" "):
                    self.add(part, line)

    def add(self, part, line):
        f = line.split("|")[0].split()
        n = int(f[3], 16)
        lemmas = [re.sub(r"\((a|p|ip)\)$", "", f[4 + 2 * i]) for i in range(n)]
        at = 4 + 2 * n
        pointers = [tuple(f[at + 1 + 4 * i: at + 5 + 4 * i]) for i in range(int(f[at]))]
        kind = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}[part]
        self.synsets[kind, f[0]] = (lemmas, pointers)

    def senses(self, lemma, kind, offset):
        part = {"n": "n", "v": "v", "a": "adj", "r": "adv"}[kind]
        return self.rank.get((lemma.lower(), part, offset), 99)


def common(lemmas):
    return [l for l in lemmas if re.fullmatch("[a-z]+", l)]


def relations(wn, vocabulary):
    synonyms, antonyms, kin, near = set(), set(), set(), set()

    def put(into, a, b):
        a, b = stem(a), stem(b)
        if a != b and a in vocabulary and b in vocabulary:
            into.add((min(a, b), max(a, b)))

    for (kind, offset), (lemmas, pointers) in sorted(wn.synsets.items()):
        known = [l for l in common(lemmas) if wn.senses(l, kind, offset) < RANKS[kind]]
        for i, a in enumerate(known):
            for b in known[i + 1:]:
                put(synonyms, a, b)
        first = [l for l in known if wn.senses(l, kind, offset) < 2]
        for symbol, target, pos, words in pointers:
            pos = "a" if pos == "s" else pos
            others, _ = wn.synsets[pos, target]
            s, t = int(words[:2], 16), int(words[2:], 16)
            if symbol == "!" and s and t:
                for a in common([lemmas[s - 1]]):
                    for b in common([others[t - 1]]):
                        if max(wn.senses(a, kind, offset), wn.senses(b, pos, target)) < 4:
                            put(antonyms, a, b)
            elif symbol in ("+", "\\") and s and t:
                for a in common([lemmas[s - 1]]):
                    for b in common([others[t - 1]]):
                        # "decide" and "decision" begin alike; other pairs of this pointer wander.
                        if a[:3] == b[:3] and max(wn.senses(a, kind, offset), wn.senses(b, pos, target)) < 5:
                            put(kin, a, b)
            elif symbol in ("&", "@", "$", "^"):
                for a in first:
                    for b in common(others):
                        if wn.senses(b, pos, target) < 2:
                            put(synonyms if symbol in "&$" else near, a, b)
    for line in (HERE / "opposites.txt").read_text().splitlines():
        if "|" in line and not line.startswith("#"):
            left, right = line.split("|")
            for a in left.split():
                for b in right.split():
                    put(antonyms, a, b)
    for extra in (HERE / "synonyms.txt").read_text().splitlines():
        words = [] if extra.startswith("#") else extra.split()
        for i, a in enumerate(words):
            for b in words[i + 1:]:
                put(synonyms, a, b)
    synonyms -= antonyms
    kin -= antonyms
    near -= antonyms | synonyms
    return synonyms, antonyms, kin, near


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("texts", nargs="+")
    ap.add_argument("--wordnet", type=pathlib.Path, default=pathlib.Path("/usr/share/wordnet"))
    a = ap.parse_args()
    tables = relations(WordNet(a.wordnet), vocabulary(a.texts))
    words = sorted({w for t in tables for pair in t for w in pair})
    assert len(words) < 1 << 16
    number = {w: n for n, w in enumerate(words)}
    out = bytearray(b"RLX1") + struct.pack("<I", len(words))
    end = 0
    for w in words:
        end += len(w)
        out += struct.pack("<I", end)
    out += "".join(words).encode()
    for t in tables:
        pairs = sorted(number[x] << 16 | number[y] for x, y in t)
        out += struct.pack("<I", len(pairs)) + b"".join(struct.pack("<I", p) for p in pairs)
    (TEXT / "lexicon.bin").write_bytes(out)
    print(len(words), "words;", ", ".join(f"{len(t)}" for t in tables), "pairs;", len(out), "bytes")


main()
