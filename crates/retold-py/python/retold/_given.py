"""Articles in: from texts, mappings, files and tables."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Union

from ._article import Article
from ._errors import ReadError
from ._results import wanted

Given = Union[str, Mapping[str, Any], Article, "os.PathLike[str]"]
"""An article: its text, a mapping with at least ``text``, an article that was read, or the path of a file."""

# Names of fields as the readers of files know them.
TEXT = ("text", "body", "maintext", "articlebody")
ID = ("id", "url", "link")

# Records handed over at once: enough to keep all threads busy, few enough to hold in memory.
LOT = 2_000
LOT_BYTES = 32 << 20


def one(article: Given, place: str) -> tuple[str, bytes | str]:
    """One article for the native part. A text by itself, or a mapping without an id, is named by its place."""
    if isinstance(article, os.PathLike):
        return place, os.fspath(article)
    record = _record(article, place)
    if isinstance(record, str):
        raise ReadError(f"{place}: {record}", place, record)
    return place, record


def is_one(articles: object) -> bool:
    """Whether this is one article, and not several."""
    return isinstance(articles, (str, Mapping, Article, os.PathLike))


def is_table(articles: object) -> bool:
    """Whether this is a table with named columns: pandas, Arrow, polars and the like."""
    return hasattr(articles, "__arrow_c_stream__") or hasattr(articles, "columns")


def lots(articles: object, name: str = "text") -> Iterator[list[tuple[str, bytes | str]]]:
    """Several articles for the native part, in lots, each with its place; a text by itself is named by its number."""
    numbered = enumerate(_each(articles), 1)
    while lot := list(islice(numbered, 64)):
        yield [one(article, f"{name}-{number}") for number, article in lot]


def records(articles: object) -> Iterator[list[bytes | str]]:
    """Records for an archive, in lots: as bytes, or in words what is wrong with one."""
    lot: list[bytes | str] = []
    size = 0
    for article in _each(articles):
        if isinstance(article, os.PathLike):
            lot.append("a path among articles; add files by themselves")
            continue
        lot.append(record := _record(article, None))
        size += len(record)
        if len(lot) >= LOT or size >= LOT_BYTES:
            yield lot
            lot, size = [], 0
    if lot:
        yield lot


def _each(articles: object) -> Iterator[Any]:
    if is_one(articles):
        return iter([articles])
    if is_table(articles):
        return rows(articles)
    if isinstance(articles, Iterable):
        return iter(articles)
    raise _refused("articles", f"{type(articles).__name__} is no article and holds none")


def rows(table: Any, place: str = "table") -> Iterator[dict[str, Any]]:
    """The rows of a table, after a look at its columns."""
    if hasattr(table, "to_dict"):
        # Pandas takes two columns of one name, and Arrow refuses them in words of its own.
        check_names([str(name) for name in table.columns], place)
    try:
        arrow = wanted("pyarrow", "a table", "arrow")
    except ImportError:
        if not hasattr(table, "to_dict"):
            raise
        check_columns([(str(name), "") for name in table.columns], place)
        yield from table.to_dict("records")
        return
    try:
        reader = arrow.RecordBatchReader.from_stream(table) if hasattr(table, "__arrow_c_stream__") else None
        if reader is None:
            reader = arrow.Table.from_pandas(table, preserve_index=False).to_reader(LOT)
        check_columns([(field.name, str(field.type)) for field in reader.schema], place)
        for batch in reader:
            for start in range(0, batch.num_rows, LOT):
                yield from batch.slice(start, LOT).to_pylist()
    except (arrow.ArrowInvalid, arrow.ArrowTypeError) as error:
        raise _refused(place, str(error.args[0] if error.args else error).splitlines()[0]) from error


def check_names(names: list[str], place: str) -> None:
    """Refuses a table with two columns of one name; the readers do not tell small letters from capitals."""
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:
            raise _refused(place, f'two columns "{name}"; the columns are {", ".join(names)}')
        seen.add(name.lower())


def check_columns(named: list[tuple[str, str]], place: str) -> None:
    """Refuses a table without texts or ids, with two columns of one name, or with columns of other types under these names."""
    check_names([name for name, _ in named], place)
    columns = dict(named)
    names = {name.lower(): name for name in columns}
    text = next((names[name] for name in TEXT if name in names), None)
    id = next((names[name] for name in ID if name in names), None)
    there = ", ".join(columns) or "none"
    if text is None:
        raise _refused(place, f'no column "text"; the columns are {there}')
    if id is None:
        raise _refused(place, f'no column "id"; the columns are {there}')
    for name, kinds in ((text, ("string",)), (id, ("string", "int"))):
        kind = columns[name]
        nested = kind.startswith(("array", "list", "large_list", "struct", "map", "fixed_size_list"))
        if kind and (nested or not any(fitting in kind for fitting in kinds)):
            raise _refused(place, f'column "{name}" holds {kind}, not text')


def _refused(place: str, cause: str) -> ReadError:
    return ReadError(f"{place}: {cause}", place, cause)


def _record(article: object, name: str | None) -> bytes | str:
    """The article as a record of JSON Lines, or in words what is wrong with it."""
    if isinstance(article, Article):
        return article.to_json().encode()
    if isinstance(article, str):
        if name is None:
            return "a text by itself has no id; give a mapping with id and text"
        return _dumped({"id": name, "text": article})
    if not isinstance(article, Mapping):
        return f"{type(article).__name__} is no article; give a text, a mapping, or a path"
    for field, value in article.items():
        is_text = isinstance(field, str) and field.lower() in TEXT
        if is_text and not isinstance(value, str) and plain(value) is not None:
            return f'"{field}" is not text: {value!r}'[:200]
    if name is not None and not any(str(field).lower() in ID for field in article):
        article = {"id": name, **article}
    return _dumped(article)


def _dumped(record: Mapping[Any, Any]) -> bytes:
    try:
        text = json.dumps(record, ensure_ascii=False, allow_nan=False, default=plain)
    except (TypeError, ValueError):
        text = json.dumps(plain(record), ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        # Half a pair of surrogates is no character; the reader says so.
        return json.dumps(plain(record)).encode()


def plain(value: Any) -> Any:
    """A value of any library as JSON knows it: what is missing is None, a time is its RFC 3339 text."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(inner) for inner in value]
    if hasattr(value, "isoformat"):
        return value.isoformat() if value == value else None
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    # What a library has for a missing value equals nothing, or is not even sure of that.
    try:
        missing = bool(value != value)
    except (TypeError, ValueError):
        missing = True
    return None if missing else str(value)
