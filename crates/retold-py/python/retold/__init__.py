"""Says whether one news text was retold from another, and how.

>>> import retold
>>> wire = "The harbour board of Westerby voted on Monday to close the Long Quay. Repairs will cost 6 million crowns."
>>> told = "On Monday the harbour board of Westerby voted to close the Long Quay. The repairs will cost 9 million crowns."
>>> comparison = retold.compare(wire, told)
>>> [change.explanation for change in comparison.changes]
['6 million became 9 million']
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator
from typing import Any

from . import _native
from ._archive import Added, Archive, ArchiveFacts, Reject, TraceOptions
from ._article import Article, Furniture, Span
from ._claims import Claim, Claims, Conflict
from ._comparison import Change, Comparison, Link, Place, Verdict, WordLink
from ._errors import ArchiveError, MissingPackageError, ReadError, RetoldError, SettingError
from ._families import Descent, Families, Family, Finding, Findings, LostWitness, families, findings
from ._given import Given, is_one, lots, one
from ._native import __version__
from ._trace import Trace, TracedSource, traces_to_arrow

__all__ = [
    "Added",
    "Archive",
    "ArchiveError",
    "ArchiveFacts",
    "Article",
    "Change",
    "Claim",
    "Claims",
    "Comparison",
    "Conflict",
    "Descent",
    "Families",
    "Family",
    "Finding",
    "Findings",
    "Furniture",
    "Given",
    "Link",
    "LostWitness",
    "MissingPackageError",
    "Place",
    "ReadError",
    "Reject",
    "RetoldError",
    "SettingError",
    "Span",
    "Trace",
    "TraceOptions",
    "TracedSource",
    "Verdict",
    "WordLink",
    "__version__",
    "claims",
    "compare",
    "families",
    "findings",
    "read",
    "read_all",
    "trace",
    "traces_to_arrow",
]


def read(article: Given) -> Article:
    """An article as Retold sees it: a text, a mapping with at least ``text``, or the path of a file in any format.

    >>> import retold
    >>> retold.read({"id": "a", "headline": "Ships in", "text": "Ships came in on Monday."})
    Article('a', 1 sentences)
    """
    return Article(_native.read(one(article, "article")))


def read_all(path: str | os.PathLike[str], rejects: list[Reject] | None = None) -> Iterator[Article]:
    """All articles of a file or a folder, whatever its format and packing.

    A record that cannot be read raises :class:`ReadError`, unless there is a list of ``rejects`` to set it aside in.
    """
    reader = _native.Reader(path)
    while True:
        good, bad = reader.lot(256)
        if not good and not bad:
            return
        yield from map(Article, good)
        for reject in bad:
            if rejects is None:
                raise ReadError(f"{reject[0]}: {reject[1]}", reject[0], reject[1])
            rejects.append(Reject(*reject))


def compare(
    source: Given | Iterable[Given], retelling: Given, *, now: str | datetime.datetime | None = None
) -> Comparison:
    """How a retelling was made from its source, or from several.

    ``now`` is the present time: dates behind it are distrusted.

    >>> import retold
    >>> comparison = retold.compare("Ships came in on Monday.", "On Monday, ships came in.")
    >>> [(link.source, link.retelling) for link in comparison.links]
    [([0], [0])]
    """
    if isinstance(now, datetime.datetime):
        now = now.isoformat()
    if now is None:
        now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
    several = isinstance(source, Iterable) and not is_one(source)
    sources: list[Any] = list(source) if several else [source]  # type: ignore[arg-type]
    if not sources:
        raise ReadError("source: there is none", "source", "there is none")
    names = ["source"] if len(sources) == 1 else [f"source-{n}" for n in range(1, len(sources) + 1)]
    given = [one(article, name) for article, name in zip(sources, names)]
    return Comparison(_native.compare([*given, one(retelling, "retelling")], (now, "json", False)), now)


def claims(articles: Given | Iterable[Given]) -> Claims:
    """Who said what in an article, or in several accounts of one story.

    >>> import retold
    >>> found = retold.claims('"We could not wait another winter," said Ida Marsh, who heads the board.')
    >>> [(claim.who, claim.text) for claim in found.claims]
    [('Ida Marsh', '"We could not wait another winter,"')]
    """
    given = [one(articles, "article")] if is_one(articles) else [g for lot in lots(articles, "account") for g in lot]  # type: ignore[arg-type]
    if not given:
        raise ReadError("articles: there is none", "articles", "there is none")
    return Claims(_native.claims(given, "json"))


def trace(query: Given, archive: Archive | str | os.PathLike[str], **options: Any) -> Trace:
    """What a text was retold from, as far as an archive tells; see :meth:`Archive.trace`."""
    opened = archive if isinstance(archive, Archive) else Archive.open(archive)
    return opened.trace(query, **options)
