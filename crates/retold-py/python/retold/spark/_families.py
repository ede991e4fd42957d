"""Families on a cluster."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .. import __version__, _native
from .._archive import asked_of_families
from .._errors import SettingError
from . import _work
from ._findings import BLOCK, Findings, findings
from ._frame import functions, plain_errors

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

FAMILY = "root string, members array<string>, cohesion double, json string"
"""Columns of families: the article that the others descend from, all members, cohesion, and the family by its schema."""

# So many findings are joined on the driver, in some 200 bytes each; of more, the cluster finds what hangs together.
ON_DRIVER = 5_000_000


def families(
    articles: DataFrame | Findings,
    *,
    threshold: float | None = None,
    work: str | None = None,
    block: int = BLOCK,
    on_driver: int = ON_DRIVER,
) -> DataFrame:
    """The families of articles that were retold from one another, one a row.

    ``articles`` are a data frame, or the :func:`findings` of one. ``threshold`` is the least probability that joins. Of more
    findings than ``on_driver`` the cluster itself finds out what hangs together, which takes some more stages and a ``work`` folder.
    """
    asked_of_families(threshold, None)
    found = articles if isinstance(articles, Findings) else findings(articles, work=work, block=block)
    f = functions()
    with plain_errors():
        # What is below joins nothing, and would only tie strangers into one task.
        least = _native.JOINS_FROM if threshold is None else threshold
        pairs = found.findings.where(f.col("probability") >= least).persist()
        named = _together(pairs) if pairs.count() <= on_driver else _hanging_together(f, pairs, work)
        members = named.join(found.records, "id").select("family", "record")
        rows = pairs.join(named.withColumnRenamed("id", "first"), "first")
        both = rows.unionByName(members, allowMissingColumns=True)
        return both.groupBy("family").applyInArrow(_work.joined(__version__, threshold), FAMILY)


def _together(edges: DataFrame) -> DataFrame:
    """Each article with the first of those that it hangs together with, found on the driver."""
    heads = heads_of((row[0], row[1]) for row in edges.toLocalIterator())
    rows = [(id, heads[id]) for id in sorted(heads)]
    return edges.sparkSession.createDataFrame(rows, "id string, family string")


def heads_of(edges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each end of an edge the first, by its id, of all that it hangs together with.

    >>> heads_of([("b", "c"), ("d", "e"), ("a", "c")])
    {'b': 'a', 'c': 'a', 'd': 'd', 'e': 'd', 'a': 'a'}
    """
    above: dict[str, str] = {}

    def head(id: str) -> str:
        path = []
        while above.setdefault(id, id) != id:
            path.append(id)
            id = above[id]
        for passed in path:
            above[passed] = id
        return id

    for first, second in edges:
        low, high = sorted((head(first), head(second)), key=lambda id: id.encode())
        above[high] = low
    return {id: head(id) for id in list(above)}


def _hanging_together(f: Any, pairs: DataFrame, work: str | None) -> DataFrame:
    """The same, found by the cluster: large and small stars in turn until nothing changes (Kiveris and others, "Connected
    components in MapReduce and beyond", 2014). Each round is written, or the plan would double with every one."""
    if work is None:
        raise SettingError("work: so many findings are joined by way of a work folder; name one")
    edges = pairs.select(f.least("first", "second").alias("v"), f.greatest("first", "second").alias("u")).distinct()
    before = None
    for n in itertools.count():
        path = f"{work.rstrip('/')}/stars-{n % 2}"
        edges.write.mode("overwrite").parquet(path)
        edges = pairs.sparkSession.read.schema("v string, u string").parquet(path)
        sums = edges.agg(f.count("*"), f.sum(f.xxhash64("v", "u").cast("decimal(38,0)"))).first()
        if sums == before:
            break
        before = sums
        edges = _star(f, _star(f, edges, True), False)
    named = edges.select(f.col("u").alias("id"), f.col("v").alias("family"))
    return named.unionByName(named.select(f.col("family").alias("id"), "family")).distinct()


def _star(f: Any, edges: DataFrame, large: bool) -> DataFrame:
    """One star: every neighbour (large: those above; small: those below) to the least of the neighbourhood."""
    back = edges.select(f.col("u").alias("at"), f.col("v").alias("to"))
    if large:
        back = back.unionByName(edges.select(f.col("v").alias("at"), f.col("u").alias("to")))
    gathered = back.groupBy("at").agg(f.least(f.min("to"), f.col("at")).alias("v"), f.collect_set("to").alias("all"))
    spread = gathered.select("at", "v", f.explode(f.array_union("all", f.array("at"))).alias("u"))
    kept = spread.where("u > at") if large else spread
    return kept.where("u <> v").select("v", "u").distinct()
