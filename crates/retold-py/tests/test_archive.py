"""Archives and traces."""

import json
import multiprocessing
import pathlib
import pickle

import pandas
import pyarrow
import pytest
import retold
from stories import OTHER, RETOLD, WIRE, archived, article


@pytest.fixture
def archive(tmp_path: pathlib.Path) -> retold.Archive:
    made = retold.Archive.open_or_create(tmp_path / "archive")
    assert made.add(archived()) == retold.Added(2, 0)
    return made


def test_a_text_is_traced_to_its_source(archive: retold.Archive) -> None:
    trace = archive.trace(article("site", RETOLD), evidence=True)
    assert [source.id for source in trace.sources] == ["wire-1"]
    assert trace.sources[0].probability > 0.5 and trace.sources[0].evidence
    assert trace.query == "site" and "wire-1" in trace._repr_html_()
    assert trace.to_arrow().to_pylist()[0]["source"] == "wire-1"
    assert archive.trace("Nothing of the kind was ever written here, said nobody.").sources == []
    assert retold.trace(RETOLD, archive.folder).sources[0].id == "wire-1"


def test_many_texts_are_traced_in_their_order(archive: retold.Archive) -> None:
    queries = [article(f"q{n}", RETOLD if n % 2 else OTHER) for n in range(150)]
    traces = list(archive.trace_all(queries))
    assert [trace.query for trace in traces] == [query["id"] for query in queries]
    assert {trace.sources[0].id for trace in traces[1::2]} == {"wire-1"}
    assert retold.traces_to_arrow(traces).num_rows == 150


def test_filters_and_settings_hold(archive: retold.Archive) -> None:
    assert archive.trace(RETOLD, without=["Quay Wire"]).sources == []
    assert archive.trace(RETOLD, since="2031-03-04").sources == []
    assert archive.trace(RETOLD, publishers=["quay wire"]).sources
    with pytest.raises(retold.SettingError, match="^threshold: 1.5 is no probability; it lies between 0 and 1$"):
        archive.trace(RETOLD, threshold=1.5)
    with pytest.raises(TypeError, match="there is no option 'treshold'"):
        archive.trace(RETOLD, treshold=0.9)


def test_articles_come_from_tables_and_files(tmp_path: pathlib.Path) -> None:
    frame = pandas.DataFrame(archived())
    frame["published"] = pandas.to_datetime(frame["published"])
    table = pyarrow.Table.from_pylist(archived())
    lines = tmp_path / "two.jsonl"
    lines.write_text("\n".join(map(json.dumps, archived())))
    held = []
    for n, articles in enumerate([frame, table, table.to_reader(), iter(archived()), lines]):
        archive = retold.Archive.open_or_create(tmp_path / str(n))
        assert archive.add(articles).added == 2
        held.append([archive.get(id).to_dict() for id in archive.ids()])
        for found in held[-1]:
            found["published"] = found["published"][:10]
    assert all(other == held[0] for other in held)


def test_bad_records_are_set_aside_and_the_others_go_in(archive: retold.Archive) -> None:
    bad = [article("c", 7.5), article("d", None), {"text": OTHER}, "a text", 12, article("wire-1", WIRE)]
    added = archive.add(bad)
    assert (added.added, added.replaced, added.rejected) == (0, 1, 5)
    assert [(reject.place, reject.cause) for reject in added.rejects] == [
        ("articles: record 1", '"text" is not text: 7.5'),
        ("articles: record 2", '"text" is missing'),
        ("articles: record 3", '"id" is missing'),
        ("articles: record 4", "a text by itself has no id; give a mapping with id and text"),
        ("articles: record 5", "int is no article; give a text, a mapping, or a path"),
    ]


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        ({"id": ["a"], "text": [1.5]}, 'table: column "text" holds double, not text'),
        ({"id": ["a"], "text": [True]}, 'table: column "text" holds bool, not text'),
        ({"id": [1.5], "text": ["x"]}, 'table: column "id" holds double, not text'),
        ({"id": ["a"], "words": ["x"]}, 'table: no column "text"; the columns are id, words'),
        ({"name": ["a"], "text": ["x"]}, 'table: no column "id"; the columns are name, text'),
        ({"id": ["a", "b"], "text": ["x", 7]}, "table: "),
        ({"id": ["a"], "text": [b"Ships came in."]}, 'table: column "text" holds binary, not text'),
        ({"id": ["a"], "text": [["Ships", "came"]]}, 'table: column "text" holds list<'),
        ({"id": [["a"]], "text": ["x"]}, 'table: column "id" holds list<'),
        ({"id": ["a"], "text": ["x"], "Text": ["y"]}, 'table: two columns "Text"; the columns are id, text, Text'),
        ({"id": ["a"], "text": [float("nan")]}, 'table: column "text" holds double, not text'),
    ],
)
def test_columns_of_wrong_types_are_refused(archive: retold.Archive, frame: dict[str, list], told: str) -> None:
    with pytest.raises(retold.ReadError) as raised:
        archive.add(pandas.DataFrame(frame))
    assert str(raised.value).startswith(told) and "\n" not in str(raised.value)
    assert len(archive) == 2


def test_what_is_missing_or_stands_twice_in_a_frame_is_named(archive: retold.Archive) -> None:
    frame = pandas.DataFrame({"id": ["a", None, "c"], "text": [OTHER, WIRE, float("nan")]})
    added = archive.add(frame)
    assert added.added == 1
    assert [(reject.place, reject.cause) for reject in added.rejects] == [
        ("articles: record 2", '"id" is missing'),
        ("articles: record 3", '"text" is missing'),
    ]
    for asked in (retold.findings, retold.families):
        with pytest.raises(retold.ReadError, match='^article-2: "id" is missing$'):
            asked(frame)
        with pytest.raises(retold.ReadError, match="^article-1: bytes is no article"):
            asked([OTHER.encode()])
    doubled = pandas.DataFrame([["a", OTHER, WIRE]], columns=["id", "text", "text"])
    with pytest.raises(retold.ReadError, match='^table: two columns "text"; the columns are id, text, text$'):
        archive.add(doubled)


def test_an_error_of_the_caller_keeps_what_went_in_before(archive: retold.Archive) -> None:
    def broken() -> object:
        for n in range(3_000):
            yield article(f"n{n}", f"{OTHER} It is number {n}.")
        raise KeyError("the caller's own")

    with pytest.raises(KeyError, match="the caller's own"):
        archive.add(broken())
    assert len(archive) == 2_002


def test_archives_are_opened_removed_from_and_checked(archive: retold.Archive, tmp_path: pathlib.Path) -> None:
    again = pickle.loads(pickle.dumps(archive))
    assert again.ids() == ["museum-1", "wire-1"] and "museum-1" in again
    assert again.remove(["museum-1", "nobody"]) == 1
    archive.reload()
    assert archive.get("museum-1") is None and len(archive) == archive.verify() == 1
    archive.compact()
    assert archive.facts().removed == 0
    with pytest.raises(retold.ArchiveError, match="no archive"):
        retold.Archive.open(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(retold.ArchiveError, match="file"):
        retold.Archive.open_or_create(tmp_path / "file")


def _traced(folder: str) -> list[str]:
    return [source.id for source in retold.trace(RETOLD, folder).sources]


def test_a_forked_program_has_threads_of_its_own(archive: retold.Archive) -> None:
    assert _traced(archive.folder) == ["wire-1"]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map_async(_traced, [archive.folder] * 4).get(timeout=60) == [["wire-1"]] * 4
