"""Writes the two files that the crate `retold-encoder` embeds; its modules `table` and `rarity` read them.

All integers are little-endian. Both files are open-addressing hash tables, so that nothing is decoded at start.
"""

import math
import struct

import numpy as np

MASK = (1 << 64) - 1
RARITY_STEP = 1.0 / 16.0
"""One step of a rarity byte: 6 % of a word's share of running words."""


def hash64(text):
    """FNV-1a over the UTF-8 bytes, finished with MurmurHash3's mixer."""
    h = 0xCBF29CE484222325
    for byte in text.encode("utf-8"):
        h = ((h ^ byte) * 0x100000001B3) & MASK
    h = ((h ^ (h >> 33)) * 0xFF51AFD7ED558CCD) & MASK
    h = ((h ^ (h >> 33)) * 0xC4CEB9FE1A85EC53) & MASK
    return h ^ (h >> 33)


def slot_of(hashed, slots):
    return ((hashed & 0xFFFFFFFF) * slots) >> 32


def rarity_byte(share):
    return min(255, max(1, round(-math.log(share) / RARITY_STEP)))


def quantise(vectors):
    """Eight bits a place; the largest place of a row is 127. The row's scale needs no storing: see `pack_vectors`."""
    peak = np.abs(vectors).max(axis=1, keepdims=True)
    return np.rint(vectors * (127.0 / np.maximum(peak, 1e-12))).astype(np.int8)


def pack_vectors(names, weights, quantised):
    """Magic, counts, slots (row + 1), offsets of names, weights among pieces, names, rows.

    A word of one piece is brought to unit length when it is looked up, and so is each piece of a longer word before it
    is weighted; so the scale of a row would say nothing and is left out.
    """
    slots = 2 * len(names)
    taken = [0] * slots
    for row, name in enumerate(names):
        at = slot_of(hash64(name), slots)
        while taken[at]:
            at = (at + 1) % slots
        taken[at] = row + 1
    raw = [name.encode("utf-8") for name in names]
    offsets = np.cumsum([0, *map(len, raw)]).astype("<u4")
    longest = max(map(len, raw))
    text = b"".join(raw)
    head = struct.pack("<8s5I", b"RTLVEC01", len(names), quantised.shape[1], slots, len(text), longest)
    return head + np.array(taken, dtype="<u2").tobytes() + offsets.tobytes() + bytes(weights) + text + quantised.tobytes()


def pack_rarities(rarity, unseen):
    """Magic, slots, rarity byte of unseen words, then fingerprints (16 bits) and rarity bytes (0: empty) by slot."""
    slots = len(rarity) * 3 // 2
    prints, values = [0] * slots, [0] * slots
    for word in sorted(rarity):
        hashed = hash64(word)
        at = slot_of(hashed, slots)
        while values[at]:
            at = (at + 1) % slots
        prints[at], values[at] = hashed >> 48, rarity[word]
    head = struct.pack("<8s2I", b"RTLRAR01", slots, unseen)
    return head + np.array(prints, dtype="<u2").tobytes() + bytes(values)
