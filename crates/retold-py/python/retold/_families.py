"""Findings among many articles, and the families that they join."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from . import _native
from ._archive import Archive, asked_of_families
from ._given import Given, is_one, lots
from ._results import Result, cell, grid, known, table

if TYPE_CHECKING:
    import pyarrow

    from ._native import _Given

Told = Callable[[str, int, int], object]
"""Called with a stage, and how many of its steps are done and there are."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One verdict on two articles, on record. The ids stand in byte order.

    ``forward`` is the probability that the second was made from the first, given that one was made from the other; 0.5 when
    neither texts nor dates tell. ``resemblance`` is how much of the two is the same to the letter.
    """

    first: str
    second: str
    probability: float
    forward: float
    first_coverage: float
    second_coverage: float
    resemblance: float


@dataclass(frozen=True)
class Findings(Sequence[Finding]):
    """The pairs of articles of which one was made from the other, and the articles that were set aside, with the reason."""

    findings: list[Finding]
    rejects: dict[str, str] = field(default_factory=dict)

    @overload
    def __getitem__(self, at: int) -> Finding: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Finding]: ...
    def __getitem__(self, at: int | slice) -> Finding | Sequence[Finding]:
        return self.findings[at]

    def __len__(self) -> int:
        return len(self.findings)

    def to_arrow(self) -> pyarrow.Table:
        """The findings as an Arrow table, one a row."""
        columns = {name: "string" if name in ("first", "second") else "double" for name in Finding.__dataclass_fields__}
        return table(columns, map(astuple, self.findings))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"Findings({len(self)}, {len(self.rejects)} articles set aside)"

    def _repr_html_(self) -> str:
        rows = [[f.first, f.second, f"{f.probability:.3f}", f"{f.resemblance:.2f}"] for f in self.findings[:50]]
        more = f"<p>and {len(self) - 50} more</p>" if len(self) > 50 else ""
        return grid(["first", "second", "probability", "resemblance"], rows) + more


@dataclass(frozen=True, slots=True)
class Descent:
    """One article of a family made from another. ``ordered``: texts or dates tell which was first; ``main`` is false for a
    second source."""

    source: str
    retelling: str
    probability: float
    share: float
    ordered: bool
    main: bool
    evidence: list[str]


@dataclass(frozen=True, slots=True)
class LostWitness:
    """A text that nobody has, inferred from changes that several articles share."""

    id: str
    source: str
    retellings: list[str]
    evidence: list[str]


class Family(Result):
    """Articles that were retold from one another, with their family tree; made by :func:`retold.families`."""

    def __init__(self, text: str, kept: tuple[list[Any], list[_Given]] = ([], [])) -> None:
        super().__init__(text)
        self._kept = kept

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._json, self._kept)

    @cached_property
    def _fields(self) -> dict[str, Any]:
        return self.to_dict()

    @property
    def members(self) -> list[str]:
        """Ids of all its articles, near-identical twins included."""
        return list(self._fields["members"])

    @property
    def root(self) -> str | None:
        """The article that all others descend from, where there is one and the order is known."""
        return known(self._fields["root"])

    @property
    def cohesion(self) -> float:
        """Share of the pairs of its witnesses that a finding joins."""
        return float(self._fields["cohesion"])

    @property
    def copies(self) -> dict[str, list[str]]:
        """For an article that has near-identical twins, their ids."""
        return {id: list(twins) for id, twins in self._fields["copies"].items()}

    @cached_property
    def descents(self) -> list[Descent]:
        """Who took it from whom."""
        return [_descent(fields) for fields in self._fields["edges"]]

    @cached_property
    def lost(self) -> list[LostWitness]:
        """Texts that are not here and must have been."""
        found = self._fields["lost"]
        return [LostWitness(f["id"], f["from"], list(f["to"]), list(f["evidence"])) for f in found]

    @property
    def claims(self) -> list[dict[str, Any]]:
        """Claims of the root that were changed on the way, and who inherited the change, by the published schema."""
        return list(self._fields["claims"])

    def to(self, output: str) -> str:
        """The family in one of the outputs of ``retold families``: html, svg, dot, graphml, newick, tei, csv, ..."""
        return _native.families(*self._kept, asked_of_families(None, None, output))

    def to_arrow(self) -> pyarrow.Table:
        """The descents as an Arrow table, one a row."""
        return _descents([self])

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return len(self.members)

    def __repr__(self) -> str:
        return f"Family({len(self)} members, root {self.root!r}, cohesion {self.cohesion:.2f})"

    def _repr_html_(self) -> str:
        return cell(self.to("html")) if self._kept[0] else f"<pre>{html.escape(repr(self))}</pre>"


@dataclass(frozen=True)
class Families(Sequence[Family]):
    """Families, with the findings that join them."""

    families: list[Family]
    findings: Findings
    _given: list[_Given] = field(default_factory=list, repr=False)
    _asked: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @overload
    def __getitem__(self, at: int) -> Family: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Family]: ...
    def __getitem__(self, at: int | slice) -> Family | Sequence[Family]:
        return self.families[at]

    def __len__(self) -> int:
        return len(self.families)

    def to(self, output: str) -> str:
        """All families in one of the outputs of ``retold families``: html, svg, dot, graphml, newick, tei, csv, ..."""
        rows = [astuple(finding) for finding in self.findings]
        return _native.families(rows, self._given, {**self._asked, "output": output})

    def to_arrow(self) -> pyarrow.Table:
        """The descents as an Arrow table, one a row."""
        return _descents(self.families)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"Families({len(self)}, {sum(map(len, self.families))} articles)"

    def _repr_html_(self) -> str:
        return cell(self.to("html"))


def findings(
    articles: Archive | Iterable[Given] | Any,
    *,
    against: Archive | None = None,
    since: str | None = None,
    memory: int | None = None,
    work: str | os.PathLike[str] | None = None,
    told: Told | None = None,
) -> Findings:
    """The pairs of articles of which one was made from the other, among an archive's articles or among some in memory.

    Of an archive: ``against`` another one, so that only pairs with a new article are looked for; ``since`` a day; in about
    so many bytes of ``memory``; with a ``work`` folder from which a run that was broken off goes on; ``told`` is called as
    it goes. Of articles in memory, of several with one id the first counts.

    >>> import retold
    >>> told = "The harbour board of Westerby voted on Monday to close the Long Quay for two years of repairs."
    >>> retold.findings([{"id": "a", "text": told}, {"id": "b", "text": told}])[0].resemblance
    1.0
    """
    if isinstance(articles, Archive):
        wish = {"memory": memory, "since": since, "work": work}
        other = None if against is None else against._native
        return _found(articles._native.findings(other, wish, told))
    return _found(_native.findings(_held(articles)))


def families(
    articles: Archive | Iterable[Given] | Any,
    found: Findings | None = None,
    *,
    threshold: float | None = None,
    twins: float | None = None,
) -> Families:
    """The families of articles that were retold from one another, each with its family tree.

    ``found`` are the findings, if they are there already. A finding joins from the probability ``threshold`` on (0.5), and
    articles of a resemblance from ``twins`` on are one (0.98).
    """
    asked = asked_of_families(threshold, twins)
    if isinstance(articles, Archive):
        found = findings(articles) if found is None else found
        given = _texts(articles, found)
    else:
        given = _held(articles)
        found = _found(_native.findings(given)) if found is None else found
    lines = _native.families([astuple(finding) for finding in found], given, asked).splitlines()
    return Families(_apart(lines, found, given), found, given, asked)


def _found(told: tuple[list[Any], list[tuple[str, str]]]) -> Findings:
    rows, rejects = told
    return Findings([Finding(*row) for row in rows], dict(rejects))


def _texts(archive: Archive, found: Findings) -> list[_Given]:
    """The articles of an archive that findings name."""
    ids = sorted({id for finding in found for id in (finding.first, finding.second)})
    held = ((id, archive._native.get(id)) for id in ids)
    return [(id, text.encode()) for id, text in held if text is not None]


def _held(articles: Any) -> list[_Given]:
    several = [articles] if is_one(articles) else articles
    return [given for lot in lots(several, "article") for given in lot]


def _apart(lines: list[str], found: Findings, given: list[_Given]) -> list[Family]:
    """Families, each with its own findings and texts, so that it can be shown by itself."""
    member_of = {id: place for place, line in enumerate(lines) for id in json.loads(line)["members"]}
    kept: list[tuple[list[Any], list[_Given]]] = [([], []) for _ in lines]
    for finding in found:
        place = member_of.get(finding.first)
        if place is not None and member_of.get(finding.second) == place:
            kept[place][0].append(astuple(finding))
    for text in given:
        place = member_of.get(json.loads(text[1])["id"]) if isinstance(text[1], bytes) else None
        if place is not None:
            kept[place][1].append(text)
    return [Family(line, own) for line, own in zip(lines, kept)]


def _descent(fields: Mapping[str, Any]) -> Descent:
    return Descent(
        source=fields["from"],
        retelling=fields["to"],
        probability=fields["probability"],
        share=fields["share"],
        ordered=fields["ordered"],
        main=fields["main"],
        evidence=list(fields["evidence"]),
    )


def _descents(families: Iterable[Family]) -> pyarrow.Table:
    columns = {
        "family": "int64",
        "source": "string",
        "retelling": "string",
        "probability": "double",
        "share": "double",
        "ordered": "bool",
        "main": "bool",
    }

    def rows() -> Iterator[tuple[Any, ...]]:
        for number, family in enumerate(families):
            for d in family.descents:
                yield number, d.source, d.retelling, d.probability, d.share, d.ordered, d.main

    return table(columns, rows())
