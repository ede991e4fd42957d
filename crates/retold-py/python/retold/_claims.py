"""Claims: who said what."""

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
class Claim:
    """What somebody is said to have said. ``article`` counts the accounts where there are several."""

    who: str | None
    speaker: Span | None
    cue: Span | None
    content: list[Span]
    form: str
    certainty: str
    polarity: str
    article: int = 0

    @property
    def text(self) -> str:
        """What was said, its pieces parted by an ellipsis."""
        return " … ".join(span.text for span in self.content)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two claims, by their places in ``claims``, that cannot both hold, and why."""

    claims: tuple[int, int]
    why: str


class Claims(Result):
    """Who said what in an article, or in several accounts of one story; made by :func:`retold.claims`."""

    @cached_property
    def _fields(self) -> dict[str, Any]:
        return self.to_dict()

    @cached_property
    def articles(self) -> list[Article]:
        """The articles."""
        fields = self._fields
        return [Article(json.dumps(article)) for article in fields.get("articles") or [fields["article"]]]

    @cached_property
    def claims(self) -> list[Claim]:
        """The claims, by their places."""
        return [_claim(fields) for fields in self._fields["claims"]]

    @property
    def agreements(self) -> list[list[int]]:
        """Claims of several accounts that say the same, by their places in ``claims``."""
        return [list(group) for group in self._fields.get("agreements", [])]

    @property
    def conflicts(self) -> list[Conflict]:
        """Claims of several accounts that cannot both hold."""
        found = self._fields.get("conflicts", [])
        return [Conflict((fields["claims"][0], fields["claims"][1]), fields["why"]) for fields in found]

    @property
    def alone(self) -> list[int]:
        """Claims that only one of several accounts has."""
        return list(self._fields.get("alone", []))

    def to_html(self) -> str:
        """The page that ``retold claims -o claims.html`` writes."""
        given = [(article.id, article.to_json().encode()) for article in self.articles]
        return _native.claims(given, "html")

    def to_arrow(self) -> pyarrow.Table:
        """The claims as an Arrow table, one a row."""
        columns = {
            "article_id": "string",
            "who": "string",
            "speaker": "string",
            "cue": "string",
            "content": "string",
            "form": "string",
            "certainty": "string",
            "polarity": "string",
        }
        ids = [article.id for article in self.articles]

        def row(claim: Claim) -> tuple[Any, ...]:
            words = (span and span.text for span in (claim.speaker, claim.cue))
            return ids[claim.article], claim.who, *words, claim.text, claim.form, claim.certainty, claim.polarity

        return table(columns, map(row, self.claims))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return len(self.claims)

    def __repr__(self) -> str:
        return f"Claims({len(self)} in {', '.join(article.id for article in self.articles)!r})"

    def _repr_html_(self) -> str:
        return cell(self.to_html(), 480)


def _claim(fields: Mapping[str, Any]) -> Claim:
    return Claim(
        who=fields["who"],
        speaker=Span._of(fields["speaker"]),
        cue=Span._of(fields["cue"]),
        content=[Span(span["start"], span["end"], span["text"]) for span in fields["content"]],
        form=fields["form"],
        certainty=fields["certainty"],
        polarity=fields["polarity"],
        article=fields.get("article") or 0,
    )
