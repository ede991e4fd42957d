"""Comparisons: how one article was retold from another."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from . import _native
from ._article import Article, Span
from ._results import Result, cell, table

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True, slots=True)
class Place:
    """Words in one sentence of an article. ``article`` counts the sources where there are several."""

    sentence: int
    span: Span
    article: int | None = None

    @property
    def text(self) -> str:
        """The words."""
        return self.span.text

    @classmethod
    def _of(cls, fields: Mapping[str, Any] | None) -> Place | None:
        if fields is None:
            return None
        return cls(fields["sentence"], Span(fields["start"], fields["end"], fields["text"]), fields.get("article"))


@dataclass(frozen=True, slots=True)
class Change:
    """A place where linked sentences say different things."""

    kind: str
    source: Place | None
    retelling: Place
    gravity: str
    confidence: float
    explanation: str


@dataclass(frozen=True, slots=True)
class WordLink:
    """Words that render each other: bytes of both texts, half open. ``article`` counts the sources."""

    source: tuple[int, int]
    retelling: tuple[int, int]
    article: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """Sentences of the retelling with the source sentences that they render.

    ``articles`` says, of several sources, which one each sentence of ``source`` stands in.
    """

    source: list[int]
    retelling: list[int]
    relation: str
    similarity: float
    words: list[WordLink]
    articles: list[int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one of two articles was made from the other, and which way."""

    derived: bool
    probability: float
    direction: str
    direction_probability: float
    coverage_of_source: float
    coverage_of_retelling: float
    credited: bool
    credit: Span | None
    evidence: list[str]

    @classmethod
    def _of(cls, fields: Mapping[str, Any]) -> Verdict:
        coverage, credit = fields["coverage"], fields["credit"]
        return cls(
            derived=fields["derived"],
            probability=fields["probability"],
            direction=fields["direction"],
            direction_probability=fields["direction_probability"],
            coverage_of_source=coverage["source"],
            coverage_of_retelling=coverage["retelling"],
            credited=credit["given"],
            credit=Span._of(credit["span"]),
            evidence=list(fields["evidence"]),
        )


class Comparison(Result):
    """How a retelling was made from its source, or from several; made by :func:`retold.compare`."""

    def __init__(self, text: str, now: str = "") -> None:
        super().__init__(text)
        self._now = now

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._json, self._now)

    @cached_property
    def _fields(self) -> dict[str, Any]:
        return self.to_dict()

    @cached_property
    def sources(self) -> list[Article]:
        """The articles that the retelling was held against."""
        fields = self._fields
        return [Article(json.dumps(article)) for article in fields.get("sources") or [fields["source"]]]

    @property
    def source(self) -> Article:
        """The article that the retelling was held against; of several the first."""
        return self.sources[0]

    @cached_property
    def retelling(self) -> Article:
        """The retelling."""
        return Article(json.dumps(self._fields["retelling"]))

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """The verdict for each source."""
        fields = self._fields
        return [Verdict._of(verdict) for verdict in fields.get("verdicts") or [fields["verdict"]]]

    @property
    def verdict(self) -> Verdict:
        """The verdict; of several the strongest."""
        return max(self.verdicts, key=lambda verdict: verdict.probability)

    @cached_property
    def changes(self) -> list[Change]:
        """What was changed, by its place in the retelling."""
        return [_change(fields) for fields in self._fields["changes"]]

    @cached_property
    def links(self) -> list[Link]:
        """Which sentences render which."""
        return [_link(fields) for fields in self._fields["links"]]

    @property
    def dropped(self) -> list[int]:
        """Sentences of the source that nothing takes up; of several sources, those of the first."""
        return self.dropped_of(0)

    def dropped_of(self, article: int) -> list[int]:
        """Sentences of one of several sources that nothing takes up."""
        found = map(_sentence, self._fields["dropped"])
        return [sentence for place, sentence in found if place == article]

    @property
    def added(self) -> list[int]:
        """Sentences of the retelling that nothing explains."""
        return list(self._fields["added"])

    @property
    def notes(self) -> list[str]:
        """What weakens the comparison."""
        return [note if isinstance(note, str) else note["text"] for note in self._fields["notes"]]

    def to_html(self, *, redact: bool = False) -> str:
        """The report that ``retold compare -o report.html`` writes: one self-contained page, side by side.

        ``redact`` replaces the words of both texts outside the evidence.

        >>> import retold
        >>> page = retold.compare("Ships came in on Monday.", "On Monday, ships came in.").to_html()
        >>> page.startswith("<!DOCTYPE html>")
        True
        """
        articles = [*self.sources, self.retelling]
        given = [(article.id, article.to_json().encode()) for article in articles]
        return _native.compare(given, (self._now, "html", redact))

    def to_arrow(self) -> pyarrow.Table:
        """The changes as an Arrow table, one a row."""
        columns = {
            "source_id": "string",
            "retelling_id": "string",
            "kind": "string",
            "gravity": "string",
            "confidence": "double",
            "source_sentence": "int64",
            "source_text": "string",
            "retelling_sentence": "int64",
            "retelling_text": "string",
            "explanation": "string",
        }
        ids = [source.id for source in self.sources]

        def row(change: Change) -> tuple[Any, ...]:
            source = change.source
            told = (source.sentence, source.text) if source else (None, None)
            id = ids[source.article or 0] if source else (ids[0] if len(ids) == 1 else None)
            facts = (id, self.retelling.id, change.kind, change.gravity, change.confidence)
            return *facts, *told, change.retelling.sentence, change.retelling.text, change.explanation

        return table(columns, map(row, self.changes))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        verdict = self.verdict
        word = "derived" if verdict.derived else "not derived"
        ids = ", ".join(source.id for source in self.sources)
        told = f"{word}, p = {verdict.probability:.3f}, {len(self.changes)} changes"
        return f"Comparison({self.retelling.id!r} against {ids!r}: {told})"

    def _repr_html_(self) -> str:
        return cell(self.to_html())


def _change(fields: Mapping[str, Any]) -> Change:
    retelling = Place._of(fields["retelling"])
    assert retelling is not None
    return Change(
        kind=fields["kind"],
        source=Place._of(fields["source"]),
        retelling=retelling,
        gravity=fields["gravity"],
        confidence=fields["confidence"],
        explanation=fields["explanation"],
    )


def _sentence(fields: Any) -> tuple[int, int]:
    """The source and the number of a sentence; with one source the number stands alone."""
    return (0, fields) if isinstance(fields, int) else (fields["article"], fields["sentence"])


def _words(fields: Any) -> WordLink:
    source, (start, end) = fields
    if isinstance(source, list):
        return WordLink((source[0], source[1]), (start, end))
    return WordLink((source["start"], source["end"]), (start, end), source["article"])


def _link(fields: Mapping[str, Any]) -> Link:
    sentences = [_sentence(sentence) for sentence in fields["source"]]
    return Link(
        source=[sentence for _, sentence in sentences],
        retelling=list(fields["retelling"]),
        relation=fields["relation"],
        similarity=fields["similarity"],
        words=[_words(words) for words in fields["words"]],
        articles=[article for article, _ in sentences],
    )
