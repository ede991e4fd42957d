"""Articles as Retold sees them."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ._results import Result, known


@dataclass(frozen=True, slots=True)
class Span:
    """Words of an article. ``start`` and ``end`` are bytes of its text in UTF-8, half open."""

    start: int
    end: int
    text: str

    @classmethod
    def _of(cls, fields: Mapping[str, Any] | None) -> Span | None:
        return None if fields is None else cls(fields["start"], fields["end"], fields["text"])


@dataclass(frozen=True, slots=True)
class Furniture:
    """A part of a text that belongs to the trade and tells no story."""

    kind: str
    span: Span


class Article(Result):
    """An article as Retold sees it: its facts, and its text cut into sentences.

    >>> import retold
    >>> article = retold.read("By Ida Marsh\\n\\nShips came in on Monday. Nobody was hurt.")
    >>> [part.kind for part in article.furniture]
    ['byline']
    >>> [sentence.text for sentence in article.sentences]
    ['Ships came in on Monday.', 'Nobody was hurt.']
    """

    @cached_property
    def _fields(self) -> dict[str, Any]:
        return self.to_dict()

    @property
    def id(self) -> str:
        """Name of the article."""
        return str(self._fields["id"])

    @property
    def text(self) -> str:
        """The text that all spans refer to."""
        return str(self._fields["text"])

    @property
    def headline(self) -> str | None:
        """Its headline."""
        return known(self._fields["headline"])

    @property
    def byline(self) -> list[str]:
        """Names of its authors, as they are known from around the text; see ``furniture`` for those in it."""
        return list(self._fields["byline"])

    @cached_property
    def furniture(self) -> list[Furniture]:
        """Parts of the text that tell no story: byline, dateline, credits, copyright."""
        return [Furniture(f["kind"], Span(f["start"], f["end"], f["text"])) for f in self._fields["furniture"]]

    @property
    def publisher(self) -> str | None:
        """Who issued it."""
        return known(self._fields["publisher"])

    @property
    def published(self) -> str | None:
        """When it was published: RFC 3339, or a date."""
        return known(self._fields["published"])

    @property
    def language(self) -> str | None:
        """Tag of its language, where it is known."""
        return known(self._fields["language"])

    @property
    def credits(self) -> list[str]:
        """Lines of credit: contributors, agencies, copyright."""
        return list(self._fields["credits"])

    @property
    def url(self) -> str | None:
        """Its address."""
        return known(self._fields["url"])

    @property
    def notes(self) -> list[str]:
        """What had to be done to read it."""
        return list(self._fields["notes"])

    @cached_property
    def sentences(self) -> list[Span]:
        """Its sentences, without furniture."""
        return [Span(s["start"], s["end"], s["text"]) for s in self._fields["sentences"]]

    def characters(self, span: Span) -> tuple[int, int]:
        """Where a span stands in ``text``, counted in characters.

        >>> import retold
        >>> article = retold.read("Café prices rose. They fell again.")
        >>> start, end = article.characters(article.sentences[1])
        >>> article.text[start:end]
        'They fell again.'
        """
        encoded = self.text.encode()
        start = len(encoded[: span.start].decode(errors="replace"))
        return start, start + len(span.text)

    def __repr__(self) -> str:
        return f"Article({self.id!r}, {len(self.sentences)} sentences)"

    def _repr_html_(self) -> str:
        facts = [fact for fact in (self.publisher, self.published, *self.byline) if fact]
        paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in self.text.split("\n\n") if part.strip())
        head = f"<h4>{html.escape(self.headline or self.id)}</h4><p><small>{html.escape(', '.join(facts))}</small></p>"
        return f'<div style="max-width:44em">{head}{paragraphs}</div>'

