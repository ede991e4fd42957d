#!/usr/bin/env python3
"""Measures findings and families on a cluster of two executors on this machine: articles a second and bytes shuffled.

    target/python/bin/python bench/spark.py 20000

Wants the package with Spark (`.ci/python` makes such an environment). Articles are the invented ones of the package's tests.
"""

import json
import pathlib
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
# In the place of this folder, which has a retold.py of its own.
sys.path[0] = str(ROOT / "crates" / "retold-py" / "tests")


def measure(articles: int, folder: pathlib.Path) -> None:
    from conftest import started
    from press import press
    from retold import spark as clusters

    (folder / "events").mkdir()
    log = {"spark.eventLog.enabled": "true", "spark.eventLog.dir": (folder / "events").as_uri()}
    log |= {"spark.eventLog.compress": "false", "spark.eventLog.rolling.enabled": "false"}
    spark = started(folder, **log)
    # Four members and two of those that stand alone make a family's five articles or so.
    given = press(families=articles // 6, alone=articles // 3)
    schema = "id string, text string, published string, series string"
    size = sum(len(article["text"]) for article in given) / len(given)
    print(f"{len(given)} articles of {size:.0f} bytes, two executors of one core")
    spark.createDataFrame(given, schema).repartition(8).write.parquet(str(folder / "press"))
    work, begun = folder / "work", time.time()
    found = clusters.findings(spark.read.parquet(str(folder / "press")), work=str(work))
    found.findings.write.parquet(str(work / "findings"))
    families = clusters.families(clusters.Findings(spark.read.parquet(str(work / "findings")), found.rejects, found.records))
    families.write.parquet(str(work / "families"))
    pairs = spark.read.parquet(str(work / "pairs")).count() + spark.read.parquet(str(work / "twins")).count()
    print(f"{pairs} comparisons kept or made, {spark.read.parquet(str(work / 'findings')).count()} findings")
    spark.stop()
    report(folder, work, begun, len(given))


def report(folder: pathlib.Path, work: pathlib.Path, begun: float, articles: int) -> None:
    """What each step took, by what the tasks that ended in its time say of themselves."""
    tasks = []
    for log in (folder / "events").iterdir():
        for line in log.open():
            event = json.loads(line)
            if event["Event"] == "SparkListenerTaskEnd" and event.get("Task Metrics"):
                metrics = event["Task Metrics"]
                shuffled = metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
                tasks.append((event["Task Info"]["Finish Time"] / 1000, metrics["Executor Run Time"] / 1000, shuffled))
    print(f"{'step':<10}{'s':>8}{'core s':>9}{'articles/s':>12}{'shuffled/article':>18}")
    total = [0.0, 0.0, 0.0]
    for step in ("keys", "twins", "pairs", "findings", "families"):
        ended = (work / step / "_SUCCESS").stat().st_mtime
        own = [task for task in tasks if begun <= task[0] <= ended]
        took = (ended - begun, sum(task[1] for task in own), sum(task[2] for task in own))
        total = [a + b for a, b in zip(total, took)]
        tell(step, took, articles)
        begun = ended
    tell("all", total, articles)


def tell(step: str, took: "tuple[float, ...] | list[float]", articles: int) -> None:
    seconds, work, shuffled = took
    print(f"{step:<10}{seconds:>8.1f}{work:>9.1f}{articles / seconds:>12.0f}{shuffled / articles:>18.0f}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 6_000, pathlib.Path(temporary))
