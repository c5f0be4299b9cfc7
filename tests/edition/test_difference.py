"""What changed between two editions: figures are matched by what they say, then by place."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from typer.testing import CliRunner

from vnhealth.blocks import (
    Block,
    CellRef,
    Column,
    Figure,
    Heading,
    Masthead,
    Note,
    Number,
    Row,
    SourceEntry,
    Sources,
    Table,
    Text,
    Tile,
    Tiles,
)
from vnhealth.cli import app
from vnhealth.edition.difference import difference
from vnhealth.errors import UsageError
from vnhealth.render import blocks_json

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="50"></svg>'
ABOUT = "Bác sĩ/10.000 dân, Minh Họa, 2023 (kết quả)"
DOCTORS = Number("14,5", 14.5, "per_10k", cells=("a#1",), sources=(1,), about=ABOUT)
NURSES = Number(
    "trên 20", 20.0, "per_10k", cells=("a#2",), about="Điều dưỡng/10.000 dân, Minh Họa, 2023"
)
PRINTED = {"a#1": "14,5 bác sỹ", "a#2": "> 20", "b#7": "14,5"}


def brief_of(*shown: Block, language: str = "vi", printed: dict[str, str] = PRINTED) -> list[Block]:
    """Return the blocks of a brief with its opening and its source."""
    cells = tuple(CellRef(cell, f"Ô {cell}", "dòng 1", text) for cell, text in printed.items())
    return [
        Masthead("Nhân lực", "tỉnh Minh Họa", 2024, "Bản năm 2024", "Nhân lực", language),
        *shown,
        Sources("Nguồn", (SourceEntry(1, "a", "Báo cáo", "", "", cells),)),
    ]


def tile(number: Number, label: str = "Bác sĩ") -> Tiles:
    return Tiles((Tile(label, number),))


def table(number: Number) -> Table:
    columns = (Column("Chỉ số"), Column("Kết quả", "number"))
    return Table("Bảng", columns, (Row(("Bác sĩ", number)),), "t")


def chart(*numbers: Number) -> Figure:
    return Figure("Hình", "", SVG, "Hình thử.", "", "f", numbers)


class Editions:
    """Editions put into folders as a build would."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, *briefs: list[Block], year: int = 2024, **more: Any) -> Path:
        """Write an edition of briefs, each on a topic of its own."""
        edition = self.folder / name
        edition.mkdir()
        entries = []
        for number, blocks in enumerate(briefs):
            topic = ("workforce", "budget", "coverage")[number]
            language = next(block.language for block in blocks if isinstance(block, Masthead))
            outputs = [
                nbformat.v4.new_output("display_data", data=block._repr_mimebundle_())
                for block in blocks
            ]
            book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=outputs)])
            path = f"{topic}-{year}-{language}.json"
            (edition / path).write_bytes(blocks_json.render(book))
            given = {"topic": topic, "place_id": "63-10", "year": year, "language": language}
            entries.append(
                {
                    "brief": path.removesuffix(".json"),
                    "parameters": given | more,
                    "outputs": [{"format": "json", "path": path}],
                }
            )
        content = {"edition": year, "briefs": entries}
        (edition / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
        return edition


@pytest.fixture
def editions(tmp_path: Path) -> Editions:
    return Editions(tmp_path)


def seen(old: Path, new: Path) -> list[tuple[str, str, str, str]]:
    return [(c.kind, c.figure, c.old, c.new) for c in difference(old, new)]


def test_an_edition_held_against_itself_has_no_difference(editions: Editions) -> None:
    old = editions.put("old", brief_of(tile(DOCTORS), chart(DOCTORS, NURSES)))
    assert difference(old, old) == []
    assert difference(old, old / "manifest.json") == []


def test_a_figure_printed_in_several_places_changes_once(editions: Editions) -> None:
    newer = replace(DOCTORS, printed="14,6", value=14.6)

    def brief(number: Number, cell: str) -> list[Block]:
        said = Text((("Có ", number, " bác sĩ."),))
        printed = {**PRINTED, "a#1": cell}
        return brief_of(said, tile(number), table(number), chart(number), printed=printed)

    old = editions.put("old", brief(DOCTORS, "14,5 bác sỹ"))
    new = editions.put("new", brief(newer, "14,6 bác sỹ"))
    [change] = difference(old, new)
    assert (change.kind, change.figure, change.old, change.new) == (
        "changed",
        ABOUT,
        "14,5",
        "14,6",
    )
    assert (change.old_value, change.new_value) == (14.5, 14.6)
    assert (change.place, change.topic) == ("tỉnh Minh Họa", "Nhân lực")
    assert change.old_cells == (("a#1", "14,5 bác sỹ"),)
    assert change.new_cells == (("a#1", "14,6 bác sỹ"),)


def test_a_figure_that_prints_the_same_from_another_cell_is_told_as_such(
    editions: Editions,
) -> None:
    old = editions.put("old", brief_of(tile(DOCTORS)))
    new = editions.put("new", brief_of(tile(replace(DOCTORS, cells=("b#7",)))))
    assert seen(old, new) == [("source", ABOUT, "14,5", "14,5")]


def test_added_and_removed_figures_are_told(editions: Editions) -> None:
    both = editions.put("both", brief_of(chart(DOCTORS, NURSES)))
    one = editions.put("one", brief_of(chart(DOCTORS)))
    [added], [removed] = difference(one, both), difference(both, one)
    assert (added.kind, added.old, added.new) == ("added", "", ">\xa020")
    assert (removed.kind, removed.old, removed.new) == ("removed", ">\xa020", "")


def test_a_comparator_in_words_is_the_same_as_its_sign(editions: Editions) -> None:
    old = editions.put("old", brief_of(Text(((NURSES,),))))
    new = editions.put("new", brief_of(table(replace(NURSES, printed=">\xa020"))))
    assert difference(old, new) == []


def test_another_figure_in_the_same_cell_of_a_table_is_a_replacement(editions: Editions) -> None:
    next_year = replace(DOCTORS, printed="15", value=15.0, about=ABOUT.replace("2023", "2024"))
    old = editions.put("old", brief_of(table(DOCTORS)))
    new = editions.put("new", brief_of(table(next_year)), year=2025)
    [change] = difference(old, new)
    assert (change.kind, change.old, change.new) == ("replaced", "14,5", "15")
    assert change.figure == f"{ABOUT} → {next_year.about}"


def test_two_new_figures_for_one_place_are_both_told(editions: Editions) -> None:
    first = replace(DOCTORS, printed="1", about="Một")
    second = replace(DOCTORS, printed="2", about="Hai")
    cells = Table(
        "Bảng",
        (Column("Chỉ số"), Column("Kết quả", "number")),
        (Row(("Bác sĩ", first)), Row(("Bác sĩ", second))),
        "t",
    )
    old, new = editions.put("old", brief_of(table(DOCTORS))), editions.put("new", brief_of(cells))
    assert [kind for kind, *_ in seen(old, new)] == ["replaced", "added"]


def test_a_count_of_many_cells_is_matched_by_its_sentence(editions: Editions) -> None:
    def counted(many: int) -> list[Block]:
        cells = tuple(f"a#{n}" for n in range(many))
        number = Number(str(many), float(many), "index", cells=cells, measure="count")
        return brief_of(Text((("Có ", number, " ô được đọc."),)))

    old, new = editions.put("old", counted(40)), editions.put("new", counted(41))
    [change] = difference(old, new)
    assert (change.kind, change.old, change.new) == ("changed", "40", "41")
    assert "ô được đọc" in change.figure


def test_new_and_vanished_briefs_are_told_with_their_titles(editions: Editions) -> None:
    one = editions.put("one", brief_of(tile(DOCTORS)))
    two = editions.put("two", brief_of(tile(DOCTORS)), brief_of(tile(NURSES)))
    assert seen(one, two) == [("new_brief", "Nhân lực", "", "")]
    assert seen(two, one) == [("gone_brief", "Nhân lực", "", "")]


def test_a_brief_in_two_languages_is_compared_in_the_one_asked_for(editions: Editions) -> None:
    old, new = editions.folder / "a", editions.folder / "b"
    for folder, number in ((old, DOCTORS), (new, replace(DOCTORS, printed="15", value=15.0))):
        editions.put(folder.name, brief_of(tile(number)))
        english = Editions(folder).put("en", brief_of(tile(number), language="en"))
        content = json.loads((folder / "manifest.json").read_text("utf-8"))
        [entry] = json.loads((english / "manifest.json").read_text("utf-8"))["briefs"]
        entry["outputs"][0]["path"] = f"en/{entry['outputs'][0]['path']}"
        content["briefs"].append(entry)
        (folder / "manifest.json").write_text(json.dumps(content), encoding="utf-8")
    for language in ("vi", "en"):
        [change] = difference(old, new, language)
        assert change.brief == f"workforce-2024-{language}"


def test_an_edition_without_json_is_refused_with_what_to_do(editions: Editions) -> None:
    edition = editions.put("old", brief_of(tile(DOCTORS)))
    text = (
        (edition / "manifest.json")
        .read_text("utf-8")
        .replace('"format": "json"', '"format": "pdf"')
    )
    (edition / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as fault:
        difference(edition, edition)
    assert "was published without JSON" in fault.value.en
    assert "không có tệp JSON" in fault.value.vi


def test_a_folder_that_is_no_edition_and_a_damaged_brief_are_refused(
    editions: Editions, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=r"manifest\.json"):
        difference(tmp_path, tmp_path)
    edition = editions.put("old", brief_of(tile(DOCTORS)))
    for content in ("{", "[]", '{"format": "vnhealth-brief", "version": 99}'):
        (edition / "workforce-2024-vi.json").write_text(content, encoding="utf-8")
        with pytest.raises(UsageError, match=r"workforce-2024-vi\.json"):
            difference(edition, edition)


# words ------------------------------------------------------------------------------------------


def assessed(status: str, text: str, label: str = "Bác sĩ, 2023") -> Tiles:
    return Tiles((Tile(label, DOCTORS, (), status, text),))  # type: ignore[arg-type]


def outcomes(*said: str, head: str = "Bác sĩ") -> Table:
    columns = (Column("Chỉ số"), Column("Năm"), Column("Đánh giá"))
    return Table("Bảng", columns, tuple(Row((head, "2023", text)) for text in said), "t")


def test_an_assessment_that_turned_is_told_by_tile_and_by_row(editions: Editions) -> None:
    old = editions.put("old", brief_of(assessed("bad", "năm 2023 chưa đạt"), outcomes("a", "đạt")))
    new = editions.put("new", brief_of(assessed("good", "năm 2024 đã đạt"), outcomes("a", "chậm")))
    assert seen(old, new) == [
        ("outcome", "Bác sĩ, 2023", "năm 2023 chưa đạt", "năm 2024 đã đạt"),
        ("outcome", "Bảng 1 · Bác sĩ · Đánh giá", "đạt", "chậm"),
    ]


def test_the_same_assessment_of_a_newer_year_is_no_other_assessment(editions: Editions) -> None:
    old = editions.put("old", brief_of(assessed("good", "năm 2023 đã đạt")))
    newer = assessed("good", "năm 2024 đã đạt", "Bác sĩ, 2024")
    assert seen(old, editions.put("new", brief_of(newer))) == []


def test_sentences_that_changed_came_or_went_are_told_without_their_figures(
    editions: Editions,
) -> None:
    higher = replace(DOCTORS, printed="15", value=15.0)

    def messages(*said: Any) -> list[Block]:
        note = Note("missing", "Còn thiếu gì", (("Chưa có số liệu năm 2024.",),))
        return brief_of(Heading("Điều cần biết"), Text(said, "key"), note)

    kept = ("Có ", DOCTORS, " bác sĩ trên 10.000 dân.")
    old = messages(kept, ("Cao hơn mức của cả nước.",), ("Dân số giảm dần qua các năm.",))
    new = messages((kept[0], higher, kept[2]), ("Thấp hơn mức của cả nước.",), ("Mới hẳn.",))
    assert seen(editions.put("old", old), editions.put("new", new)) == [
        ("changed", ABOUT, "14,5", "15"),
        ("worded", "Điều cần biết", "Cao hơn mức của cả nước.", "Thấp hơn mức của cả nước."),
        ("said", "Điều cần biết", "", "Mới hẳn."),
        ("unsaid", "Điều cần biết", "Dân số giảm dần qua các năm.", ""),
    ]


def test_a_note_of_another_year_of_edition_reads_the_same(editions: Editions) -> None:
    def noted(year: int, *more: str) -> list[Block]:
        said = (f"Chưa có số liệu năm {year}.", *more)
        opening, *rest = brief_of(Note("missing", "Còn thiếu gì", tuple((s,) for s in said)))
        assert isinstance(opening, Masthead)
        return [replace(opening, year=year), *rest]

    old = editions.put("old", noted(2024))
    assert seen(old, editions.put("same", noted(2025), year=2025)) == []
    longer = editions.put("longer", noted(2025, "Bộ Y tế chưa công bố."), year=2025)
    assert seen(old, longer) == [("said", "Còn thiếu gì", "", "Bộ Y tế chưa công bố.")]


def test_a_chart_with_another_finding_is_told(editions: Editions) -> None:
    rises, falls = chart(DOCTORS), replace(chart(DOCTORS), title="Hình giảm còn 14,5")
    told = seen(editions.put("old", brief_of(rises)), editions.put("new", brief_of(falls)))
    assert told == [("worded", "Hình 1", "Hình", "Hình giảm còn 14,5")]


# the command ------------------------------------------------------------------------------------


def test_the_command_ends_with_0_when_nothing_changed_1_when_something_did_2_in_trouble(
    editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VNHEALTH_LANG", "vi")
    old = editions.put("old", brief_of(tile(DOCTORS)))
    new = editions.put("new", brief_of(tile(replace(DOCTORS, printed="15", value=15.0))))
    same = CliRunner().invoke(app, ["diff", str(old), str(old)])
    assert (same.exit_code, same.stdout) == (0, "")
    assert same.stderr == "Hai ấn bản như nhau.\n"
    other = CliRunner().invoke(app, ["diff", str(old), str(new)])
    assert other.exit_code == 1
    assert other.stdout == (
        "tỉnh Minh Họa · Nhân lực (workforce-2024-vi)\n  thay đổi: " + ABOUT + ": 14,5 → 15\n"
    )
    assert other.stderr == "1 bản tin có khác biệt (thay đổi: 1).\n"
    assert CliRunner().invoke(app, ["diff", str(old), str(old / "none")]).exit_code == 2
    assert CliRunner().invoke(app, ["diff", str(old), str(new), "--format", "x"]).exit_code == 2


def test_the_command_lists_changed_words_below_the_figures(
    editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VNHEALTH_LANG", "vi")
    old = editions.put("old", brief_of(assessed("bad", "chưa đạt"), chart(DOCTORS)))
    higher = chart(replace(DOCTORS, printed="15", value=15.0))
    new = editions.put("new", brief_of(assessed("good", "đã đạt"), higher))
    told = CliRunner().invoke(app, ["diff", str(old), str(new)])
    assert told.stdout.splitlines()[1:] == [
        f"  thêm: {ABOUT}: – → 15",
        "  Câu chữ",
        "    đánh giá khác: Bác sĩ, 2023: “chưa đạt” → “đã đạt”",
    ]
    assert "đánh giá khác: 1" in told.stderr


def test_the_answer_comes_as_csv_without_formulas_and_as_json(
    editions: Editions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VNHEALTH_LANG", "en")
    bad = replace(DOCTORS, about="=HYPERLINK()")
    old = editions.put("old", brief_of(chart(bad)))
    new = editions.put("new", brief_of(chart(replace(bad, printed="+15", value=15.0))))
    command = ["diff", str(old), str(new), "--quiet", "--format"]
    header, row = CliRunner().invoke(app, [*command, "csv"]).stdout.splitlines()
    assert header.startswith("change,brief,place,topic,figure,old,new,")
    assert "'=HYPERLINK()" in row
    assert "'+15" in row
    [told] = json.loads(CliRunner().invoke(app, [*command, "json"]).stdout)
    assert (told["change"], told["new"], told["new_value"]) == ("changed", "+15", 15.0)
