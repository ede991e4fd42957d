"""Traces on a cluster."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from .. import __version__, _native
from .._archive import Archive, asked
from . import _work
from ._frame import check, functions, records

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

COLUMNS = (
    "query string, source string, probability double, coverage double, "
    "sentences array<bigint>, copies array<string>, basis string, younger boolean"
)


def trace(queries: DataFrame, archive: Archive | str | os.PathLike[str], **options: Any) -> DataFrame:
    """What texts were retold from: one row a source, as :meth:`retold.Archive.trace` finds it.

    ``archive`` is a folder that every executor finds at the same path, on a disk that all share, or the name of one that was
    sent with ``sparkContext.addArchive("packed.tar.gz#name")``. For the options see :class:`retold.TraceOptions`. A text without a source has no row.
    """
    functions()
    folder = archive.folder if isinstance(archive, Archive) else os.fspath(archive)
    _native.check_trace(asked(options))
    texts = records(queries, "queries")
    check(queries)
    return texts.mapInArrow(_work.traced(__version__, folder, options), COLUMNS)
