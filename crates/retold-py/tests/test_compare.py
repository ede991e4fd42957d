"""Comparisons and claims."""

import json
import pathlib
import pickle
import threading
import time

import pyarrow
import pytest
import retold
from stories import OTHER, RETOLD, WIRE, article


def test_a_comparison_says_what_the_program_says() -> None:
    comparison = retold.compare(article("wire", WIRE), article("site", RETOLD), now="2031-03-04T00:00:00Z")
    assert comparison.source.id == "wire" and comparison.retelling.id == "site"
    assert comparison.verdict.derived and comparison.verdict.probability > 0.6
    assert "6 million became 9 million" in [change.explanation for change in comparison.changes]
    number = next(change for change in comparison.changes if change.kind == "number")
    text = comparison.retelling.text.encode()
    assert text[number.retelling.span.start : number.retelling.span.end].decode() == number.retelling.text
    assert comparison.to_dict()["schema"] == "retold/comparison/1"
    assert comparison.dropped and comparison.links[0].words
    assert not retold.compare(WIRE, OTHER).verdict.derived


def test_several_sources_are_told_apart() -> None:
    both = retold.compare([article("wire", WIRE), article("museum", OTHER)], article("site", RETOLD))
    assert [source.id for source in both.sources] == ["wire", "museum"]
    assert [verdict.derived for verdict in both.verdicts] == [True, False]
    assert {place for link in both.links for place in link.articles} == {0}
    assert len(both.dropped_of(1)) == len(both.sources[1].sentences)


def test_a_comparison_is_a_value() -> None:
    comparison = retold.compare(WIRE, RETOLD, now="2031-03-04")
    again = pickle.loads(pickle.dumps(comparison))
    assert again == comparison and hash(again) == hash(comparison)
    assert again.to_html() == comparison.to_html()


def test_the_page_in_a_cell_is_the_report_of_the_same_comparison() -> None:
    comparison = retold.compare(article("wire", WIRE), article("site", RETOLD))
    cell = comparison._repr_html_()
    assert cell.startswith("<iframe") and cell.count("<iframe") == 1 and "9 million crowns" in cell
    # Nothing of the report stands outside the frame's attribute.
    assert "<p" not in cell and "<style" not in cell
    assert f"{comparison.verdict.probability:.3f}"[:4] in comparison.to_html()


def test_redaction_hides_what_is_no_evidence() -> None:
    comparison = retold.compare(WIRE, RETOLD)
    assert "1911" in comparison.to_html() and "1911" not in comparison.to_html(redact=True)


def test_changes_and_claims_become_tables() -> None:
    comparison = retold.compare(article("wire", WIRE), article("site", RETOLD))
    changes = comparison.to_arrow()
    assert changes.num_rows == len(comparison.changes) and set(changes["source_id"].to_pylist()) <= {"wire", None}
    assert pyarrow.table(comparison) == changes
    claims = retold.claims([article("wire", WIRE), article("site", RETOLD)])
    assert claims.to_arrow().num_rows == len(claims.claims)
    assert retold.compare(WIRE, WIRE).to_arrow().num_rows == 0


def test_claims_of_accounts_are_put_side_by_side() -> None:
    claims = retold.claims([article("wire", WIRE), article("site", RETOLD)])
    assert {"Ida Marsh"} <= {claim.who for claim in claims.claims}
    assert claims.alone or claims.agreements or claims.conflicts
    assert all(len(group) > 1 for group in claims.agreements)
    assert "Ida Marsh" in claims._repr_html_()


def test_files_are_read_in_any_format(tmp_path: pathlib.Path) -> None:
    page = tmp_path / "wire.html"
    page.write_text(f"<html><head><title>Quay</title></head><body><article><p>{WIRE}</p></article></body></html>")
    plain = tmp_path / "site.txt"
    plain.write_text(RETOLD)
    assert retold.compare(page, plain).verdict.derived
    lines = tmp_path / "two.jsonl"
    lines.write_text("\n".join(json.dumps(article(id, WIRE)) for id in "ab") + '\n{"id": 1}\n')
    rejects: list[retold.Reject] = []
    assert [found.id for found in retold.read_all(lines, rejects)] == ["a", "b"]
    assert [reject.cause for reject in rejects] == ['"text" is missing']
    with pytest.raises(retold.ReadError, match=r'two\.jsonl:3: "text" is missing'):
        list(retold.read_all(lines))


def test_an_article_that_was_read_can_be_compared() -> None:
    source, retelling = retold.read(article("wire", WIRE)), retold.read(article("site", RETOLD))
    again = retold.compare(source, retelling, now="2031-03-04")
    assert again == retold.compare(article("wire", WIRE), article("site", RETOLD), now="2031-03-04")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"id": "a"}, 'source: "text" is missing'),
        ({"id": "a", "text": 12.5}, 'source: "text" is not text: 12.5'),
        ({"id": "a", "text": float("nan")}, 'source: "text" is missing'),
        ({"id": "a", "text": "..."}, 'source: "text" has not one word in it'),
        ({"id": "a", "text": "Ships.", "published": "soon"}, 'source: "published" is not a date: "soon"'),
        ({"id": "", "text": "Ships."}, 'source: "id" is missing'),
        (17, "source: int is no article; give a text, a mapping, or a path"),
        (pathlib.Path("nowhere.txt"), "nowhere.txt: cannot be read: no such file"),
        ("\ud800 ships", 'source: "text" is not text: "\\ud800 ships"'),
        ([], "source: there is none"),
    ],
)
def test_what_is_no_article_is_told_in_one_line(given: object, told: str) -> None:
    with pytest.raises(retold.ReadError) as raised:
        retold.compare(given, RETOLD)  # type: ignore[arg-type]
    assert str(raised.value).startswith(told) and "\n" not in str(raised.value)
    assert isinstance(raised.value, retold.RetoldError) and pickle.loads(pickle.dumps(raised.value)).args


def test_other_threads_run_while_retold_works() -> None:
    """With the interpreter's lock held, the other thread would stand still for the whole comparison."""
    long = "\n\n".join(f"{WIRE} It was report number {n} from the quay." for n in range(200))
    turns, done = [time.perf_counter()], threading.Event()

    def turn() -> None:
        while not done.is_set():
            turns.append(time.perf_counter())
            time.sleep(0.001)

    other = threading.Thread(target=turn)
    other.start()
    begun = time.perf_counter()
    retold.compare(long, long)
    took = time.perf_counter() - begun
    done.set()
    other.join()
    meanwhile = sum(begun < turn < begun + took for turn in turns)
    assert meanwhile > 10
