"""Words of news text: how they are cut, counted and split into WordPieces."""

import collections
import gzip
import json
import re
import unicodedata

# Letters and digits; an apostrophe between letters and a point or comma between digits stay inside the word.
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+|(?<=\d)[.,](?=\d)[^\W_]+)*")
FOLD = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00ad": "", "\u200b": ""})


def fold(text):
    """Compatibility form, straight apostrophes, lower case: what Retold hands to the encoder."""
    return unicodedata.normalize("NFKC", text).translate(FOLD).lower()


def strip_accents(word):
    return "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn")


def words_of(text):
    """Words of a text; a possessive counts as its word."""
    for word in WORD.findall(fold(text)):
        yield word[:-2] if word.endswith("'s") and len(word) > 2 else word


def count(path):
    """Counts of the words of the `text` fields of a JSON Lines file, gzipped or not."""
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    counts = collections.Counter()
    with opened as f:
        for line in f:
            counts.update(words_of(json.loads(line)["text"]))
    return counts


class Pieces:
    """Greedy longest-match WordPiece, as BERT does it; punctuation inside a word parts it and is left out."""

    LONGEST = 100

    def __init__(self, vocabulary):
        self.ids = {piece: at for at, piece in enumerate(vocabulary)}

    def split(self, word):
        out = []
        for part in re.findall(r"[^\W_]+", strip_accents(word)):
            out.extend(self._part(part))
        return out

    def _part(self, part):
        if len(part) > self.LONGEST:
            return []
        out, start = [], 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = self.ids.get(("##" if start else "") + part[start:end])
                if piece is not None:
                    out.append(piece)
                    start = end
                    break
            else:
                return []
        return out
