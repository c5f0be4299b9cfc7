"""`python -m benchmarks` says on what it measured, then runs every benchmark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks import cleaning, editions
from benchmarks._clock import Spent, median
from benchmarks._sample import Brief
from benchmarks._sides import Side, _grouped
from benchmarks._tables import Table
from vnhealth.parameters import check

TABLE = Table("Two sides", ("way", "wall s"), (("ours", "1.0"), ("theirs", "12.0")), ("A note.",))


def brief(place_id: str, topic: str) -> Brief:
    return Brief(check(topic, place_id=place_id, year=2024, language="vi", boundaries="63"))


def test_the_machine_and_the_versions_are_printed_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert benchmarks.main(["--machine"]) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[0].startswith("machine")
    for name in ("python", "pandas", "matplotlib", "papermill", "nbconvert", "typst"):
        assert f"\n{name} " in printed


def test_an_unknown_benchmark_is_refused_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert benchmarks.main(["no-such-benchmark"]) == 2
    assert capsys.readouterr().err.startswith("no benchmark named no-such-benchmark; there are: ")


def test_an_unknown_side_is_refused_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert benchmarks.main(["editions", "--sides", "ours-2,theirs"]) == 2
    assert capsys.readouterr().err.startswith("no side named theirs; there are: ours-2, ours-1, ")


def test_a_table_is_set_for_the_terminal_and_for_markdown() -> None:
    assert TABLE.text().splitlines() == [
        "Two sides",
        "way     wall s",
        "ours       1.0",
        "theirs    12.0",
        "A note.",
    ]
    assert TABLE.markdown().splitlines()[2:5] == [
        "| way | wall s |",
        "| --- | ---: |",
        "| ours | 1.0 |",
    ]


def test_the_tables_of_a_document_are_replaced_and_its_words_kept(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before.\n<!-- measured -->\nold\n<!-- end -->\nAfter.\n", encoding="utf-8")
    benchmarks.write_markdown(page, [TABLE])
    benchmarks.write_markdown(page, [TABLE])
    text = page.read_text(encoding="utf-8")
    assert text.startswith("Before.\n<!-- measured -->\nmachine ")
    assert text.endswith("A note.\n<!-- end -->\nAfter.\n")
    assert text.count("| theirs | 12.0 |") == 1
    assert "old" not in text


def test_medians_are_of_each_and_parts_add_up() -> None:
    found = [Spent(1, 9), Spent(3, 8), Spent(2, 7)]
    assert median(found) == Spent(2, 8)
    assert Spent(1, 2) + Spent(3, 4) == Spent(4, 6)


def test_briefs_of_one_set_of_topics_are_made_by_one_build() -> None:
    asked = [("63-10", "workforce"), ("63-10", "budget"), ("63-12", "workforce")]
    grouped = _grouped([brief(place, topic) for place, topic in asked])
    assert grouped == [(["workforce", "budget"], ["63-10"]), (["workforce"], ["63-12"])]


def test_every_side_makes_every_brief_and_spread_sides_make_each_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: dict[str, list[str]] = {}

    def pretend(side: Side, briefs: list[Brief]) -> Spent:
        made.setdefault(side.id, []).extend(each.parameters.place_id for each in briefs)
        return Spent(len(briefs), 2 * len(briefs))

    monkeypatch.setattr(editions, "measured", pretend)
    monkeypatch.setattr(editions, "make_ready", lambda _: None)
    asked = [brief(place, "workforce") for place in ("63-01", "63-02", "63-04", "63-06")]
    sides = editions.chosen([])
    found = editions.measure(asked, 3, sides)
    for side in sides:
        assert found[side.id][0] == Spent(4, 8), side.id
        times = 3 if side.pace == "each round" else 1
        assert sorted(made[side.id]) == sorted(times * _places(asked)), side.id


def test_a_side_that_fails_is_left_out_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def pretend(side: Side, briefs: list[Brief]) -> Spent:
        if side.id == "ploomber":
            raise RuntimeError("no good")
        return Spent(len(briefs), len(briefs))

    monkeypatch.setattr(editions, "measured", pretend)
    monkeypatch.setattr(editions, "make_ready", lambda _: None)
    asked, sides = [brief("63-01", "workforce")], editions.chosen(["ours-2", "ploomber"])
    made = editions.table(editions.measure(asked, 1, sides), sides, asked, 1)
    assert [row[0] for row in made.rows] == ["vnhealth build, 2 workers"]
    assert made.notes == ("ploomber-engine, 2 processes: failed, see the messages.",)


def _places(asked: list[Brief]) -> list[str]:
    return [each.parameters.place_id for each in asked]


def test_cleaning_is_measured_on_a_few_cells() -> None:
    (table,) = cleaning.tables(cells=1920, rounds=1)
    assert [row[0].partition(",")[0] for row in table.rows] == [
        "shipped raw folder",
        "text to numbers",
        "made-up load",
    ]
    assert table.rows[2][1] == "480"
    assert all(re.fullmatch(r"-?[\d,]+(\.\d\d)?", cell) for row in table.rows for cell in row[1:])
