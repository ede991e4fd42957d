"""One Spark for all tests that want one: a master and two executors on this machine."""

import os
import pathlib
import sys
from collections.abc import Iterator
from typing import Any

import pytest

sys.path.insert(0, os.path.dirname(__file__))


def started(tmp: pathlib.Path, **settings: str) -> Any:
    """A Spark session on `local-cluster[2,1,2048]`: two executors, each a program of its own."""
    import pyspark
    from pyspark.sql import SparkSession

    # The master starts executors by the scripts of a whole distribution; the one from the package index is whole.
    os.environ["SPARK_HOME"] = os.path.dirname(pyspark.__file__)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_WORKER_DIR"] = str(tmp / "workers")
    usual = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.default.parallelism": "2",
        "spark.executor.memory": "1g",
        "spark.driver.memory": "1g",
        "spark.local.dir": str(tmp / "local"),
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.task.maxFailures": "10",
        "spark.excludeOnFailure.enabled": "false",
    }
    builder = SparkSession.builder.master("local-cluster[2,1,2048]").appName("retold")
    for name, value in {**usual, **settings}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    session = started(tmp_path_factory.mktemp("spark"))
    yield session
    session.stop()
