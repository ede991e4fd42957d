"""Findings and families on one machine."""

import pathlib
import pickle

import pandas
import pytest
import retold
from press import press

PRESS = press(families=25, alone=25)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> retold.Archive:
    made = retold.Archive.open_or_create(tmp_path_factory.mktemp("press") / "archive")
    made.add(PRESS)
    return made


@pytest.fixture(scope="module")
def families(archive: retold.Archive) -> retold.Families:
    return retold.families(archive)


def planted() -> list[set[str]]:
    groups: dict[str, set[str]] = {}
    for article in PRESS:
        if article["id"].startswith("f"):
            groups.setdefault(article["id"].split("-")[0], set()).add(article["id"])
    return list(groups.values())


def test_an_archive_and_a_list_give_the_same(archive: retold.Archive, tmp_path: pathlib.Path) -> None:
    stages: list[tuple[str, int, int]] = []
    of_archive = retold.findings(archive, work=tmp_path / "work", told=lambda *at: stages.append(at))
    assert of_archive == retold.findings(PRESS) == retold.findings(pandas.DataFrame(PRESS))
    assert len(of_archive) > 50 and stages
    assert of_archive.to_arrow().num_rows == len(of_archive)


def test_planted_families_are_found(families: retold.Families) -> None:
    found = [set(family.members) for family in families]
    assert sum(group in found for group in planted()) >= 0.8 * len(planted())
    assert not any(id.startswith("tides") for family in found for id in family)
    assert [family.to_json() for family in families] == [family.to_json() for family in retold.families(PRESS)]


def test_a_family_shows_who_took_it_from_whom(families: retold.Families) -> None:
    family = max(families, key=len)
    assert family.root and 0 < family.cohesion <= 1
    witnesses = set(family.members) - {twin for twins in family.copies.values() for twin in twins}
    assert {descent.retelling for descent in family.descents if descent.main} == witnesses - {family.root}
    assert all(0 <= descent.probability <= 1 for descent in family.descents)
    assert family.to_arrow().num_rows == len(family.descents)
    assert family._repr_html_().startswith("<iframe") and family.root in family.to("svg")
    again = pickle.loads(pickle.dumps(family))
    assert again == family and again.to("dot") == family.to("dot")


def test_families_are_written_in_every_output(families: retold.Families) -> None:
    for output in ("terminal", "jsonl", "dot", "graphml", "newick", "tei", "annotation", "csv", "svg", "html"):
        assert families.to(output), output
    assert families.to("jsonl").splitlines() == [family.to_json() for family in families]
    with pytest.raises(retold.SettingError, match="output: there is no 'pdf'|output: there is no \"pdf\""):
        families.to("pdf")


def test_new_articles_are_held_against_an_older_archive(archive: retold.Archive, tmp_path: pathlib.Path) -> None:
    new = retold.Archive.open_or_create(tmp_path / "new")
    told = next(article for article in PRESS if article["id"] == "f3-0")
    new.add([{"id": "late", "text": told["text"] + "\n\nThe Courier of Brack had reported this before."}])
    found = retold.findings(new, against=archive)
    assert {id for finding in found for id in (finding.first, finding.second)} >= {"late", "f3-0"}
    assert all("late" in (finding.first, finding.second) for finding in found)


def test_settings_that_cannot_be_are_refused() -> None:
    with pytest.raises(retold.SettingError, match="threshold: 2 does not lie between 0 and 1"):
        retold.families(PRESS[:3], threshold=2)
    assert len(retold.families([])) == 0
    assert retold.findings([{"id": "a", "text": "long " * 50_000}]).rejects == {"a": "text of more than 200 kB"}
