"""A quality brief counts every printed cell, says what does not hold, and what is not there.

The two made-up sources stand in ``conftest.py``: a table of 12 provinces × 2 years with one cell
printed as not known, and a plan of 6 cells, one of them unreadable, whose three projects come to
6,0 + 3,0 + 0,5 = 9,5 of a total printed as 10,0 billion, and whose 250 doctors of Lào Cai in 2016
are 200 in the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.topics.conftest import PLAN, TABLE
from vnhealth import store
from vnhealth.blocks import Block, Number
from vnhealth.errors import UsageError
from vnhealth.project import load_project
from vnhealth.topics import furniture, quality
from vnhealth.topics.page import Page
from vnhealth.topics.quality.facts import dossier, share
from vnhealth.views import Panel

pytestmark = pytest.mark.usefixtures("two_sources")

BLOCKS = (
    quality.masthead,
    quality.about,
    quality.messages,
    quality.tiles,
    quality.findings_by_check,
    quality.findings,
    quality.complete,
    quality.completeness,
    quality.jumps,
    quality.vintages,
    quality.conflicts,
    quality.roles,
    quality.cells,
    quality.unread,
    quality.remarks,
    quality.blind_spots,
    quality.method,
)


def opened(source: str = "", language: str = "vi") -> Page:
    return quality.open_page(source=source, year=2024, language=language)


def shown(page: Page) -> list[Block]:
    made = [make(page) for make in BLOCKS]
    return [block for block in made if block is not None] + [
        furniture.sources(page),
        furniture.stamp(page),
    ]


def said(paragraph: tuple[Any, ...]) -> str:
    return "".join(
        run.printed + run.unit_text if isinstance(run, Number) else run for run in paragraph
    )


def messages(page: Page) -> list[str]:
    return [said(paragraph) for paragraph in quality.messages(page).paragraphs]


def numbers_of(row: Any) -> list[float | None]:
    return [cell.value for cell in row.cells if isinstance(cell, Number)]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from strings(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            if name not in {
                "svg",
                "narrow",
                "anchor",
                "measure",
                "cells",
                "unit",
                "language",
                "source_id",
            }:
                yield from strings(getattr(value, name))
        if hasattr(value, "rows"):
            yield from strings([row.cells for row in value.rows])


# the cells -------------------------------------------------------------------------------------


def test_printed_cells_are_figures_missing_or_unread_and_the_sum_is_shown_to_hold() -> None:
    [table, plan, total] = quality.cells(opened()).rows
    # cells in, observations, printed as missing, not read
    assert numbers_of(table) == [24, 23, 1, 0]
    assert numbers_of(plan) == [6, 5, 0, 1]
    assert numbers_of(total) == [24 + 6, 23 + 5, 1 + 0, 0 + 1]
    assert [row.cells[-1] for row in (table, plan, total)] == ["khớp"] * 3


def test_the_first_message_says_the_same_sum_in_words() -> None:
    assert messages(opened(language="en"))[0] == (
        "Of 30 printed cells, 28 became figures, 1 had no figure printed in them and 1 could not "
        "be read. Together they are 30: no cell was lost."
    )


def test_cells_are_counted_in_the_raw_data_so_a_lost_one_is_seen() -> None:
    page = opened(PLAN, "en")
    kept = page.panel.observations["cell_id"] != f"{PLAN}#001"
    page.panel = Panel(page.panel.observations[kept], page.panel.sources)
    assert not dossier(page).total.holds
    assert messages(page)[0].startswith("There are 6 printed cells, but figures (4)")
    assert quality.cells(page).rows[0].cells[-1] == "fails"
    assert quality.tiles(page).items[0].status == "bad"


def test_each_reason_for_a_cell_without_a_figure_has_its_count_and_examples_as_printed() -> None:
    table = quality.unread(opened())
    assert table is not None
    assert [row.cells[0] for row in table.rows] == ["In là không có", "Chưa đọc được"]
    assert [numbers_of(row) for row in table.rows] == [[1, 1], [1, 1]]
    assert [row.cells[-1] for row in table.rows] == [
        "“..” (63-19, 2016)",
        "“không thống kê được” (63-10, 2016)",
    ]


# the findings ----------------------------------------------------------------------------------


def test_errors_and_warnings_stand_in_full_the_gravest_first() -> None:
    found = store.read_findings(load_project().processed)
    grave = found[found["severity"] != "info"]
    table = quality.findings(opened())
    assert table is not None
    assert [row.cells[0] for row in table.rows] == grave["sentence_vi"].tolist()
    assert [row.cells[1] for row in table.rows] == ["lỗi", "cảnh báo", "cảnh báo"]
    assert [row.lit for row in table.rows] == [True, False, False]
    # the budget's total and three projects; two figures that differ; the cell that was not read
    assert [numbers_of(row) for row in table.rows] == [[4], [2], [1]]


def test_the_messages_count_the_findings_by_severity_and_tell_the_gravest() -> None:
    _, count, gravest, *_ = messages(opened(language="en"))
    assert count == "The checks gave 4 findings: 1 error, 2 warnings and 1 remark."
    assert gravest.startswith("The gravest finding is this. By project, ")
    assert "adds up to 9.5\u00a0billion VND" in gravest


def test_a_figure_of_a_finding_names_the_printed_cells_it_rests_on() -> None:
    table = quality.findings(opened())
    assert table is not None
    assert table.rows[0].cells[-1].cells == tuple(f"{PLAN}#00{n}" for n in (1, 2, 3, 4))  # type: ignore[union-attr]


def test_no_sentence_of_a_check_is_repeated_below_a_chart() -> None:
    page = opened()
    sentence = str(dossier(page).findings["sentence_vi"].iloc[0])
    tables = [block.anchor for block in shown(page) if sentence in set(strings(block))]  # type: ignore[union-attr]
    assert tables == ["quality-grave"]
    assert page.findings() is None


def test_a_brief_on_one_source_tells_only_what_concerns_it() -> None:
    checks = {source: set(dossier(opened(source)).findings["check"]) for source in (TABLE, PLAN)}
    assert checks == {
        TABLE: {"conflicting_sources"},
        PLAN: {"sum_of_parts", "conflicting_sources", "unread_cells"},
    }
    assert [entry.source_id for entry in furniture.sources(_filled(opened(TABLE))).items] == [
        TABLE,
        PLAN,  # it prints the other of two figures that differ
    ]


def _filled(page: Page) -> Page:
    shown(page)
    return page


def test_checks_that_found_nothing_are_named_so_that_silence_is_no_gap() -> None:
    last = said(quality.blind_spots(opened(language="en")).paragraphs[-1])
    assert last.startswith("Checked, and nothing found: percentages against fractions")
    assert "sums of parts" not in last


# completeness, conflicts -----------------------------------------------------------------------


def test_the_tables_by_province_have_23_of_24_figures() -> None:
    table = quality.completeness(opened())
    assert table is not None
    [row] = table.rows
    assert numbers_of(row)[:3] == [12, 12 * 2, 12 * 2 - 1]
    assert row.cells[-1].printed == "95,8"  # type: ignore[union-attr]  # 100 × 23 / 24 = 95.83


def test_a_document_says_that_what_to_expect_is_not_known() -> None:
    page = opened(PLAN, "en")
    assert quality.completeness(page) is None
    assert "can't be told" in " ".join(messages(page))


@pytest.mark.parametrize(
    ("present", "printed"), [(10_000, "100"), (9_999, "99,9"), (9_990, "99,9"), (0, "0")]
)
def test_only_a_whole_is_printed_as_100_per_cent(present: int, printed: str) -> None:
    assert share(opened(), present, 10_000).printed == printed


def test_figures_that_two_sources_print_differently_stand_side_by_side() -> None:
    table = quality.conflicts(opened())
    assert table is not None
    [row] = table.rows
    assert row.cells[:3] == ("Lào Cai", "Bác sĩ", "2016")
    assert numbers_of(row) == [250, 200, pytest.approx(100 * (200 - 250) / 250)]


def test_what_a_plan_prints_is_told_by_role() -> None:
    chart = quality.roles(opened(PLAN))
    assert chart is not None
    assert [number.value for number in chart.numbers] == [4, 1]  # four sums planned, one result
    assert quality.roles(opened(TABLE)) is None  # results only


# the words -------------------------------------------------------------------------------------

ENGLISH = re.compile(r"\b(the|of|and|is|are|was|with|which|figures?|cells?|source|table)\b", re.I)


@pytest.mark.parametrize("source", ["", TABLE, PLAN])
def test_the_vietnamese_brief_holds_no_english_word(source: str) -> None:
    page = opened(source)
    texts = [text for block in shown(page)[:-1] for text in strings(block)]
    texts = [text for text in texts if "/processed/" not in text]
    assert [text for text in texts if ENGLISH.search(text)] == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("source", ["", TABLE, PLAN])
def test_a_brief_has_three_to_five_messages_each_a_sentence(source: str, language: str) -> None:
    found = messages(opened(source, language))
    assert 3 <= len(found) <= 5
    assert all(text.endswith(".") and not re.search(r"\.\.|\s[,.;:]|  ", text) for text in found)


def test_the_title_names_the_source_or_the_whole_store() -> None:
    assert quality.masthead(opened()).title == "Chất lượng số liệu: toàn bộ kho số liệu"
    assert quality.masthead(opened(PLAN)).title == "Chất lượng số liệu: Kế hoạch đặt ra"
    assert quality.masthead(opened(PLAN)).place == "tỉnh Lào Cai"


def test_a_source_that_does_not_exist_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError) as refused:
        opened("ke-hoach-2061")
    assert "ke-hoach-2061" in refused.value.en
    assert f"{TABLE}, {PLAN}" in refused.value.en
