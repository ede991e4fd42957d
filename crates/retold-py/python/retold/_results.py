"""What all results have in common."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ._errors import MissingPackageError

if TYPE_CHECKING:
    import pyarrow


class Result:
    """A result: what the program prints with ``--format json``, as an object.

    Results never change, can be compared, hashed and pickled, and hold nothing but text. Attributes are read out of it
    when they are first asked for.
    """

    _json: str

    def __init__(self, text: str) -> None:
        self._json = text

    def to_json(self) -> str:
        """The result by its published schema, one line."""
        return self._json.rstrip("\n")

    def to_dict(self) -> dict[str, Any]:
        """The result by its published schema, as dicts and lists."""
        fields: dict[str, Any] = json.loads(self._json)
        return fields

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other._json == self._json

    def __hash__(self) -> int:
        return hash(self._json)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._json,)


def known(fact: Any) -> str | None:
    """A fact that may be unknown."""
    return None if fact is None else str(fact)


def table(columns: Mapping[str, str], rows: Iterable[tuple[Any, ...]]) -> pyarrow.Table:
    """An Arrow table with columns of these names and types."""
    arrow = wanted("pyarrow", "to_arrow", "arrow")
    kinds = {"strings": arrow.list_(arrow.string()), "numbers": arrow.list_(arrow.int64())}
    schema = arrow.schema([(name, kinds.get(kind) or arrow.type_for_alias(kind)) for name, kind in columns.items()])
    held: list[list[Any]] = [list(column) for column in zip(*rows)] or [[] for _ in columns]
    return arrow.table(dict(zip(columns, held)), schema=schema)


def wanted(package: str, what_for: str, extra: str) -> Any:
    """A package that is not needed by all, or one clear line that says how to get it."""
    import importlib

    try:
        return importlib.import_module(package)
    except ImportError as error:
        raise MissingPackageError(f"{what_for} needs {package}: pip install 'retold[{extra}]'") from error


def cell(document: str, height: int = 640) -> str:
    """A whole HTML document in a notebook's cell, in a frame of its own: its style touches nothing around it."""
    style = f"width:100%;height:{height}px;border:1px solid #8886;border-radius:4px;background:#fff"
    held = html.escape(document, quote=True)
    return f'<iframe title="Retold" sandbox="allow-scripts" style="{style}" srcdoc="{held}"></iframe>'


def grid(head: list[str], rows: Iterable[list[str]]) -> str:
    """A small HTML table; all words are escaped."""

    def line(tag: str, words: list[str]) -> str:
        cells = "".join(f'<{tag} style="text-align:left">{html.escape(word)}</{tag}>' for word in words)
        return f"<tr>{cells}</tr>"

    body = "".join(line("td", row) for row in rows)
    return f"<table><thead>{line('th', head)}</thead><tbody>{body}</tbody></table>"
