"""What executors do with a part of the articles.

Sent to them by value, so that an executor without Retold can say so. Nothing but the standard library is imported before
:func:`here` has looked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

# What a message about a cluster begins with; the driver looks for it in what Spark reports.
MARK = "retold on the cluster: "

# Pairs compared at once: their articles are held prepared, at some 100 kB each.
PAIRS = 256
# Texts traced at once.
TEXTS = 64

Batches = Callable[[Iterator[Any]], Iterator[Any]]


def here(version: str) -> Any:
    """The package, of this version, on one thread: an executor runs as many tasks as it has cores."""
    import os
    import socket
    import sys

    os.environ.setdefault("RAYON_NUM_THREADS", "1")
    where = f"for {sys.executable} on {socket.gethostname()}"
    try:
        import retold
    except ImportError as error:
        told = f"{MARK}no retold {where} ({error}); install the wheel of release {version} on every executor"
        raise RuntimeError(told) from None
    if retold.__version__ != version:
        told = f"{MARK}retold {retold.__version__} {where}, and {version} on the driver; install the same everywhere"
        raise RuntimeError(told)
    return retold


def longs(held: bytes) -> Any:
    """64-bit numbers as an Arrow array."""
    import pyarrow

    return pyarrow.Array.from_buffers(pyarrow.int64(), len(held) // 8, [None, pyarrow.py_buffer(held)])


def lists(lengths: list[int], values: Any) -> Any:
    """Lists of these lengths, one after another in ``values``."""
    import itertools

    import pyarrow

    offsets = pyarrow.array(itertools.accumulate(lengths, initial=0), pyarrow.int32())
    return pyarrow.ListArray.from_arrays(offsets, values)


def raw(array: Any, width: int) -> bytes:
    """The numbers of an Arrow array as they lie in memory."""
    held = memoryview(array.buffers()[1]) if len(array) else memoryview(b"")
    return bytes(held[array.offset * width : (array.offset + len(array)) * width])


def encoded(column: Any) -> list[bytes]:
    """Records as the native part takes them."""
    return [(record or "").encode() for record in column.to_pylist()]


def checked(version: str) -> Batches:
    """Looks whether the package is there."""

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        here(version)
        yield from batches

    return run


def sketched(version: str) -> Batches:
    """Records to keys: ``id, record`` to ``id, reason, length, keys, bands``."""

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        native = here(version)._native
        import pyarrow

        for batch in batches:
            facts, keys, bands = native.sketches(encoded(batch.column("record")))
            columns = {
                "id": batch.column("id"),
                "reason": pyarrow.array([why for why, _, _ in facts], pyarrow.string()),
                "length": pyarrow.array([length for _, length, _ in facts], pyarrow.int32()),
                "keys": lists([length for _, length, _ in facts], longs(keys)),
                "bands": lists([count for _, _, count in facts], longs(bands)),
            }
            yield pyarrow.RecordBatch.from_pydict(columns)

    return run


def near(version: str, articles: int) -> Callable[[Any], Any]:
    """Articles of two blocks to the pairs that are worth a comparison: ``low, high, block, doc, length, kept`` to
    ``a, b, shared``."""

    def run(table: Any) -> Any:
        native = here(version)._native
        import pyarrow

        table = table.sort_by([("block", "ascending"), ("doc", "ascending")]).combine_chunks()
        low, high = table["low"][0].as_py(), table["high"][0].as_py()
        split = None if low == high else sum(block == low for block in table["block"].to_pylist())
        kept = flat(table["kept"])
        counted = kept.flatten()
        cell = {
            "articles": articles,
            "split": split,
            "lengths": raw(flat(table["length"]), 4),
            "offsets": raw(lists(kept.value_lengths().to_pylist(), counted).offsets, 4),
            "keys": raw(counted.field("key"), 8),
            "frequencies": raw(counted.field("frequency"), 4),
        }
        first, second, shared = native.near(cell)
        docs = flat(table["doc"])

        def places(held: bytes) -> Any:
            return pyarrow.Array.from_buffers(pyarrow.int32(), len(held) // 4, [None, pyarrow.py_buffer(held)])

        columns = {"a": docs.take(places(first)), "b": docs.take(places(second)), "shared": longs(shared)}
        return pyarrow.table(columns)

    return run


def flat(column: Any) -> Any:
    """A column of a table as one array."""
    import pyarrow

    chunks = column.chunks
    return chunks[0] if len(chunks) == 1 else pyarrow.concat_arrays(chunks or [pyarrow.array([], column.type)])


def verified(version: str, articles: int) -> Batches:
    """Pairs of records to findings: ``record_a, record_b`` to the columns of ``FINDING`` and ``twin``."""

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        native = here(version)._native
        import pyarrow

        kinds = [pyarrow.string()] * 2 + [pyarrow.float64()] * 5 + [pyarrow.bool_()]
        names = ["first", "second", "probability", "forward", "first_coverage", "second_coverage", "resemblance", "twin"]
        schema = pyarrow.schema(list(zip(names, kinds)))
        for batch in batches:
            for start in range(0, batch.num_rows, PAIRS):
                part = batch.slice(start, PAIRS)
                sides = encoded(part.column("record_a")), encoded(part.column("record_b"))
                places = {record: place for place, record in enumerate(dict.fromkeys(sides[0] + sides[1]))}
                pairs = [(places[a], places[b]) for a, b in zip(*sides)]
                rows = [(*row, twin) for row, twin in native.verify(list(places), pairs, articles)]
                columns = list(zip(*rows)) or [()] * len(names)
                arrays = [pyarrow.array(column, kind) for column, kind in zip(columns, kinds)]
                yield pyarrow.RecordBatch.from_arrays(arrays, schema=schema)

    return run


def at_hand(folder: str) -> str:
    """The folder, or the one of this name that was sent with the program."""
    import os

    from pyspark import SparkFiles

    sent = SparkFiles.get(folder)
    return sent if not os.path.isdir(folder) and os.path.isdir(sent) else folder


def traced(version: str, folder: str, options: dict[str, Any]) -> Batches:
    """Records to their sources in an archive: ``record`` to the columns of a trace."""

    def run(batches: Iterator[Any]) -> Iterator[Any]:
        retold = here(version)
        import socket

        import pyarrow
        from retold._archive import asked

        try:
            archive = retold.Archive.open(at_hand(folder))
        except retold.ArchiveError as error:
            told = f"{MARK}{error} (on {socket.gethostname()}); an archive has to be at the same path on every executor, or sent with addArchive"
            raise RuntimeError(told) from None
        wish = asked(options)
        for batch in batches:
            records = encoded(batch.column("record"))
            ids = batch.column("id").to_pylist()
            for start in range(0, len(records), TEXTS):
                given = [(str(id), record) for id, record in zip(ids[start : start + TEXTS], records[start:])]
                traces = [retold.Trace(told) for told in archive._native.trace(given, wish)]
                table = retold.traces_to_arrow(traces)
                yield from table.to_batches() or [pyarrow.RecordBatch.from_pylist([], schema=table.schema)]

    return run


def joined(version: str, threshold: float | None) -> Callable[[Any], Any]:
    """Findings and records of one component to its families: ``first .. resemblance, record`` to ``root, members,
    cohesion, json``."""

    def run(table: Any) -> Any:
        native = here(version)._native
        import json

        import pyarrow

        names = ["first", "second", "probability", "forward", "first_coverage", "second_coverage", "resemblance"]
        rows, given = [], []
        for row in table.to_pylist():
            if row["record"] is not None:
                given.append(("record", row["record"].encode()))
            else:
                rows.append(tuple(row[name] for name in names))
        told = native.families(sorted(rows), given, {"threshold": threshold, "twins": None, "output": "jsonl"})
        families = [json.loads(line) for line in told.splitlines()]
        columns = {
            "root": pyarrow.array([family["root"] for family in families], pyarrow.string()),
            "members": pyarrow.array([family["members"] for family in families], pyarrow.list_(pyarrow.string())),
            "cohesion": pyarrow.array([family["cohesion"] for family in families], pyarrow.float64()),
            "json": pyarrow.array(told.splitlines(), pyarrow.string()),
        }
        return pyarrow.table(columns)

    return run
