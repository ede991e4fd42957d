#!/usr/bin/env python3
"""Distils all-MiniLM-L6-v2 into the static word vectors and the rarity table that `retold-encoder` embeds.

usage: distill.py MODEL_FOLDER OUTPUT_FOLDER TEXTS.jsonl[.gz]...
"""

import argparse
import collections
import hashlib
import math
import os
import sys
import unicodedata

import numpy as np

import minilm
import table
import words

DIMENSIONS = 256
BUDGET = 8 * 1024 * 1024
WHITENING = 0.5
PIECE_A = 1e-3
"""A piece's weight among the pieces of a word is a / (a + p)."""


def latin(piece):
    """Whether a piece holds only Latin letters and digits."""
    core = piece[2:] if piece.startswith("##") else piece
    return bool(core) and all(
        c in "0123456789'" or (c.isalpha() and unicodedata.name(c, "").startswith("LATIN ")) for c in core
    )


def shares(counts):
    """Mean share of each word over the collections, each weighted by the square root of its size: no one genre rules."""
    sizes = [math.sqrt(sum(c.values())) for c in counts]
    out = collections.defaultdict(float)
    for size, c in zip(sizes, counts):
        running = sum(c.values())
        for word in sorted(c):
            out[word] += size / sum(sizes) * c[word] / running
    return out


def piece_shares(share, pieces, vocabulary):
    out = [0.0] * len(vocabulary)
    for word in sorted(share):
        for piece in pieces.split(word):
            out[piece] += share[word]
    return out


def reduce(vectors):
    """Mean taken off, then the leading principal components, signs fixed by the largest place of each axis."""
    centred = vectors - vectors.mean(axis=0)
    values, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1][:, :DIMENSIONS]
    values = values[::-1][:DIMENSIONS]
    lead = np.abs(axes).argmax(axis=0)
    axes = axes * np.sign(axes[lead, np.arange(axes.shape[1])])
    return centred @ axes / values ** (WHITENING / 2)


def choose_rows(model, pieces, share, totals):
    """Names and piece ids of the rows: the Latin vocabulary, then frequent words of several pieces while space lasts."""
    names = [p for p in model.vocabulary if latin(p)]
    ids = [[pieces.ids[p]] for p in names]
    used = sum(row_cost(p) for p in names) + 64
    whole = [w for w in share if totals[w] >= 2 and latin(w) and len(pieces.split(w)) > 1 and not w[0].isdigit()]
    for word in sorted(whole, key=lambda w: (-share[w], w)):
        used += row_cost(word)
        if used > BUDGET:
            break
        names.append(word)
        ids.append(pieces.split(word))
    return names, ids


def row_cost(name):
    return DIMENSIONS + len(name.encode("utf-8")) + 4 + 4 + 1


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("model"); ap.add_argument("output"); ap.add_argument("texts", nargs="+")
    a = ap.parse_args()
    model = minilm.MiniLm(a.model)
    pieces = words.Pieces(model.vocabulary)
    counts = [words.count(path) for path in a.texts]
    totals = sum(counts, collections.Counter())
    share = shares(counts)
    names, ids = choose_rows(model, pieces, share, totals)
    by_piece = piece_shares(share, pieces, model.vocabulary)
    frequency = [share.get(n, 0.0) if len(i) > 1 else by_piece[i[0]] for n, i in zip(names, ids)]
    order = sorted(range(len(names)), key=lambda at: (-frequency[at], names[at]))
    names, ids, frequency = ([x[at] for at in order] for x in (names, ids, frequency))
    quantised = table.quantise(reduce(model.embed(ids)))
    weights = [max(1, round(255 * PIECE_A / (PIECE_A + p))) for p in frequency]
    rarity = {w: table.rarity_byte(share[w]) for w in share if totals[w] >= 2}
    once = [share[w] for w in share if totals[w] == 1]
    unseen = table.rarity_byte(math.exp(sum(map(math.log, once)) / len(once)))
    write(a.output, {
        "vectors.bin": table.pack_vectors(names, weights, quantised),
        "rarities.bin": table.pack_rarities(rarity, unseen),
    })
    print(f"{len(names)} rows, {len(rarity)} words with a rarity, numpy {np.__version__}, Python {sys.version.split()[0]}")


def write(folder, files):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "SHA256SUMS"), "w", encoding="utf-8") as sums:
        for name, content in files.items():
            with open(os.path.join(folder, name), "wb") as f:
                f.write(content)
            sums.write(f"{hashlib.sha256(content).hexdigest()}  {name}\n")


main()
