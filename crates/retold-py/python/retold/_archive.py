"""Archives of articles, in which sources are found."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypedDict

from . import _native
from ._article import Article
from ._errors import SettingError
from ._given import Given, lots, one, records
from ._trace import Trace


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that was set aside: where it stands, what is wrong with it, and the record as far as it was kept."""

    place: str
    cause: str
    record: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of records. ``rejects`` holds the first thousand of those ``rejected``."""

    added: int
    replaced: int
    rejected: int = 0
    rejects: list[Reject] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ArchiveFacts:
    """What is known of an archive as a whole."""

    articles: int
    removed: int
    bytes: int
    segments: int
    format: int


class TraceOptions(TypedDict, total=False):
    """How sources are looked for; what is left out is as the program has it."""

    threshold: float
    """Name an article as a source from this probability on; 0.5."""
    candidates: int
    """Compare so many articles with each text; 12."""
    since: str
    """Only sources published on this day or later."""
    until: str
    """Only sources published on this day or earlier."""
    publishers: list[str]
    """Only sources of these publishers."""
    without: list[str]
    """No sources of these publishers."""
    evidence: bool
    """Put into words why a source is one; takes one comparison more for each."""


class Archive:
    """An archive in one folder. Any number of programs may read it while one writes.

    >>> import retold, tempfile
    >>> archive = retold.Archive.open_or_create(tempfile.mkdtemp())
    >>> archive.add([{"id": "wire-1", "text": "The harbour board of Westerby voted on Monday to close the Long Quay."}])
    Added(added=1, replaced=0, rejected=0, rejects=[])
    >>> "wire-1" in archive, len(archive)
    (True, 1)
    >>> archive.get("wire-1").text
    'The harbour board of Westerby voted on Monday to close the Long Quay.'
    """

    def __init__(self, folder: str | os.PathLike[str], *, create: bool = False) -> None:
        self._folder = os.fspath(folder)
        self._native = _native.Archive(folder, create)

    @classmethod
    def open(cls, folder: str | os.PathLike[str]) -> Archive:
        """Opens the archive in a folder.

        >>> import retold
        >>> retold.Archive.open("nowhere")
        Traceback (most recent call last):
        retold._errors.ArchiveError: nowhere: ...
        """
        return cls(folder)

    @classmethod
    def open_or_create(cls, folder: str | os.PathLike[str]) -> Archive:
        """Opens the archive in a folder, and makes folder and archive where they are not there."""
        return cls(folder, create=True)

    @property
    def folder(self) -> str:
        """Its folder."""
        return self._folder

    def add(self, articles: Given | Iterable[Given] | Any) -> Added:
        """Adds articles, and commits them: an iterable of mappings, a table (pandas, Arrow, polars), or the path of a
        file or folder in any format that ``retold index`` reads.

        An id that is there already is replaced. A bad record is set aside, and the others go in.

        >>> import pathlib, retold, tempfile
        >>> archive = retold.Archive.open_or_create(tempfile.mkdtemp())
        >>> archive.add([{"id": "a", "text": "Ships came in on Monday."}, {"text": "Nobody knows me."}]).rejects
        [Reject(place='articles: record 2', cause='"id" is missing', record='{"text": "Nobody knows me."}')]
        """
        if isinstance(articles, os.PathLike):
            told = self._native.add_path(articles)
        else:
            told = self._native.add(records(articles), "articles")
        added, replaced, rejected, rejects = told
        return Added(added, replaced, rejected, [Reject(*reject) for reject in rejects])

    def remove(self, ids: Iterable[str]) -> int:
        """Takes articles out; says how many were there."""
        return self._native.remove(list(ids))

    def get(self, id: str) -> Article | None:
        """The article of this id."""
        found = self._native.get(id)
        return None if found is None else Article(found)

    def ids(self) -> list[str]:
        """The ids of all articles, in byte order."""
        return self._native.ids()

    def facts(self) -> ArchiveFacts:
        """How many articles it holds, and how large it is."""
        return ArchiveFacts(**self._native.facts())

    def verify(self) -> int:
        """Reads everything and checks it; says how many articles are sound, or raises :class:`retold.ArchiveError`."""
        return self._native.verify()

    def compact(self) -> None:
        """Merges its files into one and gives the room of removed articles back."""
        self._native.compact()

    def reload(self) -> None:
        """Sees what other programs committed since it was opened."""
        self._native.reload()

    def trace(self, query: Given, **options: Any) -> Trace:
        """What a text was retold from; for the options see :class:`retold.TraceOptions`.

        >>> import retold, tempfile
        >>> archive = retold.Archive.open_or_create(tempfile.mkdtemp())
        >>> told = "The harbour board of Westerby voted on Monday to close the Long Quay for two years of repairs."
        >>> _ = archive.add([{"id": "wire-1", "text": told}])
        >>> [source.id for source in archive.trace(told).sources]
        ['wire-1']
        """
        return Trace(self._native.trace([one(query, "query")], asked(options))[0])

    def trace_all(self, queries: Iterable[Given] | Any, **options: Any) -> Iterator[Trace]:
        """Traces many texts, on all cores, in the order they come: an iterable of articles, or a table."""
        wish = asked(options)
        for lot in lots(queries, "query"):
            for told in self._native.trace(lot, wish):
                yield Trace(told)

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self._native.contains(id)

    def __len__(self) -> int:
        return self._native.facts()["articles"]

    def __repr__(self) -> str:
        return f"Archive({self._folder!r}, {len(self)} articles)"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._folder,)


def asked(options: dict[str, Any]) -> dict[str, Any]:
    """Options with all their names, for the native part."""
    usual: dict[str, Any] = {
        "threshold": None,
        "candidates": None,
        "since": None,
        "until": None,
        "publishers": [],
        "without": [],
        "evidence": False,
    }
    if unknown := sorted(set(options) - set(usual)):
        raise TypeError(f"there is no option {unknown[0]!r}; there are {', '.join(usual)}")
    return usual | options


def asked_of_families(threshold: float | None, twins: float | None, output: str = "jsonl") -> dict[str, Any]:
    """How families are joined, for the native part; a share that is none is refused."""
    for name, share in (("threshold", threshold), ("twins", twins)):
        if share is not None and not 0 <= share <= 1:
            raise SettingError(f"{name}: {share} does not lie between 0 and 1")
    return {"threshold": threshold, "twins": twins, "output": output}
