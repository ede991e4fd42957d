"""A cluster finds what one machine finds, also when it loses executors."""

import dataclasses
import os
import pathlib
import shutil
import signal
import threading
import time
from typing import Any

import pytest
import retold
from press import press
from stories import OTHER, RETOLD, WIRE, archived, article

pytest.importorskip("pyspark", reason="pip install 'retold[spark]'")
from retold import spark as clusters  # noqa: E402

SCHEMA = "id string, text string, published string, series string"
PRESS = press(families=25, alone=25)


@pytest.fixture(scope="module")
def alone() -> retold.Findings:
    """What one machine finds."""
    found = retold.findings(PRESS)
    assert len(found) > 50 and any(finding.resemblance == 1 for finding in found)
    return found


def rows(found: clusters.Findings) -> list[tuple[Any, ...]]:
    return sorted(tuple(row) for row in found.findings.collect())


def expected(found: retold.Findings) -> list[tuple[Any, ...]]:
    return sorted(dataclasses.astuple(finding) for finding in found)


def test_a_cluster_finds_what_one_machine_finds(spark: Any, alone: retold.Findings, tmp_path: pathlib.Path) -> None:
    # Through Parquet, in blocks so small that most pairs stand in two.
    spark.createDataFrame(PRESS, SCHEMA).repartition(3).write.parquet(str(tmp_path / "press"))
    found = clusters.findings(spark.read.parquet(str(tmp_path / "press")), block=40)
    assert rows(found) == expected(alone)
    assert found.rejects.count() == 0
    families = retold.families(PRESS, alone)
    on_driver = {row.json for row in clusters.families(found).collect()}
    by_stars = clusters.families(found, on_driver=0, work=str(tmp_path / "work"))
    assert on_driver == {row.json for row in by_stars.collect()} == {family.to_json() for family in families}
    with pytest.raises(retold.SettingError, match="work: "):
        clusters.families(found, on_driver=0)


def test_a_crowd_of_near_copies_is_one_family_on_a_cluster(spark: Any) -> None:
    # A sentence of its own, out of another story each, is too much for a twin.
    own = [row["text"].split("\n")[0] for row in press(families=0, alone=70, seed=11) if row["id"].startswith("a")]
    given = [{"id": f"x{n:02}", "text": f"{first}\n\n{PRESS[0]['text']}", "published": None} for n, first in enumerate(own)]
    found = clusters.findings(spark.createDataFrame(given, "id string, text string, published string"))
    of_one = retold.findings(given)
    assert rows(found) == expected(of_one) and len(of_one) < 400
    assert sum(finding.resemblance < 0.98 for finding in of_one) > 60
    assert [len(family) for family in retold.families(given, of_one)] == [70]


def test_a_run_that_was_broken_off_goes_on(spark: Any, alone: retold.Findings, tmp_path: pathlib.Path) -> None:
    frame, work = spark.createDataFrame(PRESS, SCHEMA), str(tmp_path / "work")
    assert rows(clusters.findings(frame, work=work)) == expected(alone)
    written = (tmp_path / "work" / "keys" / "_SUCCESS").stat().st_mtime_ns
    # What was not finished is done again, what was finished is not.
    (tmp_path / "work" / "pairs" / "_SUCCESS").unlink()
    assert rows(clusters.findings(frame, work=work)) == expected(alone)
    assert (tmp_path / "work" / "keys" / "_SUCCESS").stat().st_mtime_ns == written
    with pytest.raises(clusters.ClusterError, match="the work folder is that of another run"):
        clusters.findings(frame.limit(5), work=work)


def test_texts_are_traced_on_a_cluster(spark: Any, tmp_path: pathlib.Path) -> None:
    archive = retold.Archive.open_or_create(tmp_path / "archive")
    archive.add(archived())
    queries = spark.createDataFrame([article("q1", RETOLD), article("q2", "Nothing was ever heard of it.")])
    traced = [row.asDict() for row in clusters.trace(queries, archive, threshold=0.4).collect()]
    assert traced == archive.trace(article("q1", RETOLD), threshold=0.4).to_arrow().to_pylist()
    packed = shutil.make_archive(str(tmp_path / "packed"), "gztar", archive.folder)
    spark.sparkContext.addArchive(f"{packed}#sent")
    assert clusters.trace(queries, "sent", threshold=0.4).count() == len(traced)
    with pytest.raises(Exception, match="nowhere: .*an archive has to be at the same path on every executor"):
        clusters.trace(queries, "nowhere").collect()
    with pytest.raises(retold.SettingError, match="threshold: 7 is no probability"):
        clusters.trace(queries, archive, threshold=7.0)


def test_bad_articles_are_set_aside(spark: Any) -> None:
    given = [("a", WIRE), ("b", WIRE), ("a", OTHER), (None, RETOLD), ("c", None), ("d", "..."), ("e", "long " * 50_000)]
    found = clusters.findings(spark.createDataFrame(given, "id string, text string"))
    assert {(row.first, row.second) for row in found.findings.collect()} <= {("a", "b")}
    reasons = {row.id: row.reason for row in found.rejects.collect()}
    assert reasons == {
        "a": "another article has this id",
        None: '"id" is missing',
        "c": '"text" is missing',
        "d": '"text" has not one word in it',
        "e": "text of more than 200 kB",
    }


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ("id string, text double", 'articles: column "text" holds double, not text'),
        ("id array<string>, text string", 'articles: column "id" holds array<string>, not text'),
        ("id string, words string", 'articles: no column "text"; the columns are id, words'),
        ("name string, text string", 'articles: no column "id"; the columns are name, text'),
        ("id string, text string, Text string", 'articles: two columns "Text"; the columns are id, text, Text'),
    ],
)
def test_columns_of_wrong_types_are_refused(spark: Any, columns: str, told: str) -> None:
    for refuse in (clusters.findings, clusters.families):
        with pytest.raises(retold.ReadError) as raised:
            refuse(spark.createDataFrame([], columns))
        assert str(raised.value) == told


def executors() -> list[int]:
    """The executors that this very program's Spark has started."""
    found = []
    for folder in pathlib.Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            command = (folder / "cmdline").read_bytes()
            if b"CoarseGrainedExecutorBackend" in command and is_below(int(folder.name), os.getpid()):
                found.append(int(folder.name))
        except OSError:
            continue
    return sorted(found)


def is_below(process: int, ancestor: int) -> bool:
    while process > 1:
        if process == ancestor:
            return True
        status = pathlib.Path(f"/proc/{process}/stat").read_text()
        process = int(status.rpartition(")")[2].split()[1])
    return False


class Killer(threading.Thread):
    """Kills one executor with -9 in each new stage, as soon as it has a task that runs."""

    def __init__(self, context: Any, most: int) -> None:
        super().__init__(daemon=True)
        self.tracker, self.most = context.statusTracker(), most
        self.killed: dict[int, int] = {}
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.is_set() and len(self.killed) < self.most:
            for stage in self.tracker.getActiveStageIds():
                facts = self.tracker.getStageInfo(stage)
                alive = executors()
                if stage in self.killed or not facts or not facts.numActiveTasks or len(alive) < 2:
                    continue
                self.killed[stage] = alive[0]
                os.kill(alive[0], signal.SIGKILL)
                break
            time.sleep(0.05)


def test_executors_that_are_killed_change_nothing(spark: Any, alone: retold.Findings) -> None:
    killer = Killer(spark.sparkContext, most=30)
    killer.start()
    try:
        found = clusters.findings(spark.createDataFrame(PRESS, SCHEMA).repartition(4), block=60)
        families = {row.json for row in clusters.families(found).collect()}
        assert rows(found) == expected(alone)
    finally:
        killer.done.set()
        killer.join()
    assert families == {family.to_json() for family in retold.families(PRESS, alone)}
    print(f"executors killed: {len(killer.killed)}, in stages {sorted(killer.killed)}")
    assert len(set(killer.killed.values())) >= 6


def test_an_executor_without_the_package_says_so(tmp_path: pathlib.Path) -> None:
    """In a program of its own: its executors find another thing under the name of the package first."""
    import subprocess
    import sys

    (tmp_path / "retold").mkdir()
    (tmp_path / "retold" / "__init__.py").write_text("raise ImportError('No module named retold')\n")
    code = (
        "import pathlib, sys\n"
        f"sys.path.insert(0, {os.path.dirname(__file__)!r})\n"
        "from conftest import started\n"
        "from retold import spark as clusters\n"
        f"spark = started(pathlib.Path({str(tmp_path)!r}), **{{'spark.executorEnv.PYTHONPATH': {str(tmp_path)!r}}})\n"
        "try: clusters.findings(spark.createDataFrame([('a', 'Ships came in.')], 'id string, text string'))\n"
        "except clusters.ClusterError as error: print('told:', error)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=True).stdout
    assert f"told: no retold for {sys.executable} on " in told
    assert f"install the wheel of release {retold.__version__} on every executor" in told
