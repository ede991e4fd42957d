"""Findings on a cluster: keys, pairs that share enough, comparisons.

What pairs, and what it is worth, is that of one machine (``retold::lineage::pairs``); here is only the plan:

1. each article's keys, and the bands of its sketch;
2. articles that agree in a band are compared; of near-identical twins one stands for the others, and so for a crowd of
   others that tell nearly the same;
3. in how many standing articles each key stands; a key of too many or of one counts for nothing;
4. articles in blocks, and each block held against each other: pairs that share enough;
5. of each article the best pairs;
6. their texts, compared.

Weights are whole numbers, so sums are the same in any order, and nothing depends on where a row happens to lie.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import __version__, _native
from .._errors import SettingError
from . import _work
from ._frame import ClusterError, check, functions, plain_errors, records

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

FINDING = (
    "first string, second string, probability double, forward double, "
    "first_coverage double, second_coverage double, resemblance double"
)
"""Columns of findings: two ids in byte order, probability that one was made from the other, that it was the second from the
first, the share of each that the other explains, and how much of them is the same to the letter: those of schema/finding-1.json, so
the program reads them (`retold families --known`)."""

# An article is compared with so many others at most, and with those to which it is among so many: as on one machine.
MOST_PARTNERS = _native.MOST_PARTNERS
# Articles of a block. Two blocks are held by one task, with some 2 kB an article.
BLOCK = 100_000


@dataclass(frozen=True)
class Findings:
    """What was found: ``findings`` by the columns of ``FINDING``, and ``rejects`` (``id, reason``)."""

    findings: DataFrame
    rejects: DataFrame
    records: DataFrame
    """The articles that were taken, as ``id, record``."""

    def __iter__(self) -> Any:
        return iter((self.findings, self.rejects))


def findings(articles: DataFrame, *, work: str | None = None, block: int = BLOCK) -> Findings:
    """The pairs of articles of which one was made from the other.

    ``work`` is a folder for what is used more than once, on any store that Spark writes to (``hdfs://``, ``s3a://``); what
    is found there of an earlier run is used, so that a run that was broken off goes on. Without it, this is kept by the
    executors. ``block`` is the number of articles of which a task holds two in memory.

    Articles without text or id are set aside, and so are all but one of an id; those are the first by their JSON.
    """
    if block < 1:
        raise SettingError(f"block: {block} is not a number of articles")
    f = functions()
    taken = records(articles, "articles")
    check(articles)
    with plain_errors():
        plan = Plan(f, taken, work, block)
        return plan.findings()


class Plan:
    """The plan for one set of articles."""

    def __init__(self, f: Any, taken: DataFrame, work: str | None, block: int) -> None:
        self.f = f
        self.session = taken.sparkSession
        self.work = work
        self.block = block
        self.taken = taken

    def findings(self) -> Findings:
        f = self.f
        schema = "id string, reason string, length int, keys array<bigint>, bands array<bigint>"
        if self.work is not None:
            self.mark(self.work)
        self.once, doubled = self.unique()
        keyed = self.kept("keys", self.once.mapInArrow(_work.sketched(__version__), schema))
        rejects = keyed.where("reason is not null").select("id", "reason").unionByName(doubled)
        good = keyed.where("reason is null")
        twins = self.kept("twins", self.verified(self.alike(good), good.count()))
        standing = good.join(self.stood_for(twins), "id", "left_anti")
        count = standing.count()
        near = self.best(self.near(standing, count)).join(twins, ["first", "second"], "left_anti")
        pairs = self.kept("pairs", near)
        found = self.verified(pairs, count).unionByName(twins).drop("twin")
        return Findings(found, rejects, self.once)

    def mark(self, work: str) -> None:
        """Writes into a work folder whose it is, or refuses one of other articles or of another release."""
        f = self.f
        sums = f.count("*"), f.sum(f.xxhash64("id", "record").cast("decimal(38,0)"))
        count, total = self.taken.agg(*sums).first()
        own = f"retold {__version__}, {count} articles of sum {total or 0}"
        path = f"{work.rstrip('/')}/mark"
        if not self.exists(f"{path}/_SUCCESS"):
            self.session.createDataFrame([(own,)], "mark string").coalesce(1).write.mode("overwrite").text(path)
        found = "".join(row[0] for row in self.session.read.text(path).collect())
        if found != own:
            raise ClusterError(f"{work}: the work folder is that of another run ({found}), not of this one ({own})")

    def kept(self, name: str, frame: DataFrame) -> DataFrame:
        """What is used more than once: written to the work folder, or kept by the executors."""
        if self.work is None:
            return frame.persist()
        path = f"{self.work.rstrip('/')}/{name}"
        if not self.exists(f"{path}/_SUCCESS"):
            frame.write.mode("overwrite").parquet(path)
        return self.session.read.schema(frame.schema).parquet(path)

    def exists(self, path: str) -> bool:
        """Whether there is such a file on Spark's store."""
        context = self.session.sparkContext
        place = context._jvm.org.apache.hadoop.fs.Path(path)
        return bool(place.getFileSystem(context._jsc.hadoopConfiguration()).exists(place))

    def unique(self) -> tuple[DataFrame, DataFrame]:
        """One record an id, and those set aside. Texts move only if an id stands there twice."""
        f = self.f
        from pyspark.sql import Window

        doubled = self.taken.groupBy("id").count().where("count > 1 and id is not null")
        if doubled.isEmpty():
            return self.taken, self.session.createDataFrame([], "id string, reason string")
        order = f.row_number().over(Window.partitionBy("id").orderBy("record"))
        ranked = self.taken.withColumn("place", f.when(f.col("id").isNull(), 1).otherwise(order))
        others = ranked.where("place > 1").select("id", f.lit("another article has this id").alias("reason"))
        return ranked.where("place = 1").drop("place"), others

    def alike(self, good: DataFrame) -> DataFrame:
        """Pairs that agree in a band: each article with the first of its band."""
        f = self.f
        bands = good.select("id", f.posexplode("bands").alias("band", "hash"))
        firsts = bands.groupBy("band", "hash").agg(f.min("id").alias("first"), f.count("*").alias("n")).where("n > 1")
        pairs = bands.join(firsts, ["band", "hash"]).where("first < id")
        return pairs.select("first", f.col("id").alias("second")).distinct()

    def stood_for(self, compared: DataFrame) -> DataFrame:
        """The articles that an earlier one stands for: its twins, and those that tell it nearly alike where they are many."""
        f = self.f
        least = f.col("probability") >= _native.JOINS_FROM, f.col("resemblance") >= _native.NEARLY
        told = compared.where(least[0] & least[1])
        crowds = told.groupBy("first").agg(f.count("*").alias("n")).where(f.col("n") > MOST_PARTNERS).select("first")
        crowded = told.join(crowds, "first").select(f.col("second").alias("id"))
        return compared.where("twin").select(f.col("second").alias("id")).unionByName(crowded).distinct()

    def near(self, standing: DataFrame, count: int) -> DataFrame:
        """Pairs that share enough, as ``first, second, shared``."""
        f = self.f
        docs = standing.select(f.xxhash64("id").alias("doc"), "id", "length", "keys")
        listed = docs.select("doc", "length", f.explode("keys").alias("key"))
        frequent = _native.most_frequent(count)
        counts = listed.groupBy("key").agg(f.count("*").cast("int").alias("frequency"))
        counts = counts.where((f.col("frequency") > 1) & (f.col("frequency") <= frequent))
        kept = listed.join(counts, "key").groupBy("doc", "length")
        articles = kept.agg(f.sort_array(f.collect_list(f.struct("key", "frequency"))).alias("kept"))
        blocks = self.blocks(count)
        own = f.pmod(f.col("doc"), f.lit(blocks)).cast("int").alias("block")
        others = f.explode(f.sequence(f.lit(0), f.lit(blocks - 1))).alias("other")
        cells = articles.select("*", own).select("*", others)
        cells = cells.withColumn("low", f.least("block", "other")).withColumn("high", f.greatest("block", "other"))
        found = cells.drop("other").groupBy("low", "high")
        found = found.applyInArrow(_work.near(__version__, count), "a bigint, b bigint, shared bigint")
        named = found.join(docs.select(f.col("doc").alias("a"), f.col("id").alias("x")), "a")
        named = named.join(docs.select(f.col("doc").alias("b"), f.col("id").alias("y")), "b").where("x <> y")
        return named.select(f.least("x", "y").alias("first"), f.greatest("x", "y").alias("second"), "shared")

    def blocks(self, count: int) -> int:
        """In how many blocks the articles are taken: so that two fit in a task, and that all cores have cells."""
        cores = self.session.sparkContext.defaultParallelism
        return max(1, math.ceil(count / self.block), min(math.isqrt(4 * cores), math.ceil(count / 500)))

    def best(self, pairs: DataFrame) -> DataFrame:
        """The pairs that are among the best of one of their two articles."""
        f = self.f
        from pyspark.sql import Window

        ends = pairs.select("*", f.explode(f.array("first", "second")).alias("end"))
        order = Window.partitionBy("end").orderBy(f.desc("shared"), "first", "second")
        ranked = ends.withColumn("place", f.row_number().over(order)).where(f.col("place") <= MOST_PARTNERS)
        return ranked.select("first", "second").distinct()

    def verified(self, pairs: DataFrame, count: int) -> DataFrame:
        """Pairs of ids, compared."""
        f = self.f
        seconds = self.once.select(f.col("id").alias("second"), f.col("record").alias("record_b"))
        firsts = self.once.select(f.col("id").alias("first"), f.col("record").alias("record_a"))
        texts = pairs.join(seconds, "second").join(firsts, "first").select("record_a", "record_b")
        return texts.mapInArrow(_work.verified(__version__, count), f"{FINDING}, twin boolean")
