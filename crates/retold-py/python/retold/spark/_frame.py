"""Data frames of articles, and what a cluster has to have."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .. import __version__
from .._errors import ReadError, RetoldError
from .._given import check_columns
from .._results import wanted
from . import _work

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


class ClusterError(RetoldError):
    """What an executor lacks: the package, the same release of it, or an archive."""


def functions() -> Any:
    """The functions of Spark, once the work is set to be sent by value."""
    cloudpickle = wanted("pyspark.cloudpickle", "retold.spark", "spark")
    cloudpickle.register_pickle_by_value(_work)
    return wanted("pyspark.sql.functions", "retold.spark", "spark")


def records(articles: DataFrame, place: str) -> DataFrame:
    """Articles as ``id, record``, the record as JSON, after a look at the columns."""
    f = functions()
    named = [(field.name, field.dataType.simpleString()) for field in articles.schema.fields]
    check_columns(named, place)
    columns = dict(named)
    ids = [name for name in columns if name.lower() == "id"]
    if not ids:
        cause = f'no column "id"; the columns are {", ".join(columns)}'
        raise ReadError(f"{place}: {cause}", place, cause)
    fields = [f.col(f"`{name}`").cast("string").alias("id") if name == ids[0] else f.col(f"`{name}`") for name in columns]
    record = f.to_json(f.struct(*fields), {"timestampFormat": "yyyy-MM-dd'T'HH:mm:ssXXX"})
    return articles.select(f.col(f"`{ids[0]}`").cast("string").alias("id"), record.alias("record"))


def check(frame: DataFrame) -> None:
    """Looks whether the package is on the executors, as far as a small job reaches them."""
    session = frame.sparkSession
    functions()
    tasks = 4
    with plain_errors():
        session.range(tasks, numPartitions=tasks).mapInArrow(_work.checked(__version__), "id bigint").count()


@contextmanager
def plain_errors() -> Iterator[None]:
    """What an executor lacks, in one line instead of Spark's many."""
    errors = wanted("pyspark.errors", "retold.spark", "spark")
    try:
        yield
    except errors.PySparkException as error:
        line = next((line for line in str(error).splitlines() if _work.MARK in line), None)
        if line is None:
            raise
        raise ClusterError(line.split(_work.MARK, 1)[1].strip()) from None


__all__ = ["ClusterError", "check", "functions", "plain_errors", "records"]
