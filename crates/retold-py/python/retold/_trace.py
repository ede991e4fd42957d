"""Traces: what a text was retold from, as far as an archive tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ._results import Result, grid, table

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True, slots=True)
class TracedSource:
    """An archived article that a text was held against; ``named`` if it is a source of the text."""

    id: str
    probability: float
    named: bool
    coverage: float
    sentences: list[int]
    copies: list[str]
    headline: str | None
    publisher: str | None
    published: str | None
    url: str | None
    basis: str | None
    younger: bool | None
    explained_by: str | None
    evidence: list[str]

    @classmethod
    def _of(cls, fields: Mapping[str, Any]) -> TracedSource:
        return cls(
            id=fields["id"],
            probability=fields["probability"],
            named=fields["named"],
            coverage=fields["coverage"],
            sentences=list(fields["sentences"]),
            copies=list(fields["copies"]),
            headline=fields["headline"],
            publisher=fields["publisher"],
            published=fields["published"],
            url=fields["url"],
            basis=fields.get("basis"),
            younger=fields.get("younger"),
            explained_by=fields.get("explained_by"),
            evidence=list(fields.get("evidence", [])),
        )


class Trace(Result):
    """What a text was retold from; made by :func:`retold.trace` and :meth:`retold.Archive.trace`."""

    @cached_property
    def _fields(self) -> dict[str, Any]:
        return self.to_dict()

    @property
    def query(self) -> str:
        """Id of the text."""
        return str(self._fields["query"])

    @cached_property
    def compared(self) -> list[TracedSource]:
        """Its sources, and the nearest of the articles that are none."""
        return [TracedSource._of(fields) for fields in self._fields["sources"]]

    @property
    def sources(self) -> list[TracedSource]:
        """Its sources, likeliest first."""
        return [source for source in self.compared if source.named]

    @property
    def near(self) -> list[TracedSource]:
        """Articles that were compared and are no sources, nearest first."""
        return [source for source in self.compared if not source.named]

    def to_arrow(self) -> pyarrow.Table:
        """The sources as an Arrow table, one a row."""
        return traces_to_arrow([self])

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        named = ", ".join(f"{source.id} (p = {source.probability:.3f})" for source in self.sources)
        return f"Trace({self.query!r}: {named or 'no source'})"

    def _repr_html_(self) -> str:
        head = ["source", "probability", "coverage", "publisher", "published", "headline"]
        rows = [
            [s.id, f"{s.probability:.3f}", f"{s.coverage:.2f}", s.publisher or "", s.published or "", s.headline or ""]
            for s in self.sources
        ]
        return grid(head, rows or [["no source", "", "", "", "", ""]])


COLUMNS = {
    "query": "string",
    "source": "string",
    "probability": "double",
    "coverage": "double",
    "sentences": "numbers",
    "copies": "strings",
    "basis": "string",
    "younger": "bool",
}


def rows_of(trace: Trace) -> list[tuple[Any, ...]]:
    """The sources of a trace, one a row of ``COLUMNS``."""
    return [
        (trace.query, s.id, s.probability, s.coverage, s.sentences, s.copies, s.basis, s.younger)
        for s in trace.sources
    ]


def traces_to_arrow(traces: list[Trace]) -> pyarrow.Table:
    """The sources of many texts as an Arrow table, one a row."""
    return table(COLUMNS, [row for trace in traces for row in rows_of(trace)])
