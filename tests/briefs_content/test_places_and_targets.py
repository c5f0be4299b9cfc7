"""The profile's two pages, and the groups of targets counted by hand."""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest

from vnhealth import places
from vnhealth.blocks import Number, Table
from vnhealth.topics.availability import availability
from vnhealth.views import Panel


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_profile_tells_all_on_two_pages_terms_and_sources_come_after(
    brief_of: Any, language: str
) -> None:
    brief = brief_of("profile", "63-10", language)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(brief.pdf())).pages]
    [missing] = [note.title for note in brief.blocks if getattr(note, "kind", "") == "missing"]
    found = [number for number, text in enumerate(pages, start=1) if missing in text]
    assert found == [2]
    heads = brief.blocks[-2].title, brief.blocks[-3].title
    assert not any(head in text for text in pages[:2] for head in heads)


def test_the_targets_of_lao_cai_are_counted_as_by_hand(brief_of: Any) -> None:
    """Its plan for 2024 has 26 targets, one of them printed twice; both resolutions 33.

    Met: doctors against 14,5, 10 and 11, immunisation against 95. On track: pharmacists against
    3,5, 2,8 and 3. Behind: nurses twice, infant and under-5 deaths thrice. Of the 3313 beds of
    2016, 820 stand in commune stations; without them there are 35,8 and not 47,6 beds per 10 000,
    so the 45,7 of a plan that does not say what it counts is neither met nor missed.
    """
    brief = brief_of("targets", "63-10")
    first = brief.messages.paragraphs[0]
    counts = [int(run.value) for run in first if isinstance(run, Number)]
    assert counts == [59, 26, 33, 15, 4, 3, 8]
    tables = {table.anchor: table for table in brief.of(Table)}
    groups = [row.cells[5] for row in tables["targets-judged"].rows]
    assert groups == [
        *["chưa đạt, chậm"] * 8,
        *["chưa đạt, đúng tiến độ"] * 3,
        *["đã đạt"] * 3,
        "đạt sẵn khi đặt",
    ]
    assert len(tables["targets-unsettled"].rows) == 6  # beds thrice, immunisation thrice


def test_targets_of_the_country_alone_are_called_so(brief_of: Any) -> None:
    told = "".join(map(str, brief_of("targets", "63-04").messages.paragraphs[0]))
    assert "mục tiêu cả nước được xét cho tỉnh Cao Bằng" in told


def test_a_bound_is_never_rounded_beyond_what_is_known(brief_of: Any) -> None:
    """More than 76 billion for 1318 people is more than 57.66 million each: not than 57.7."""
    brief = brief_of("workforce", "63-10")
    runs = [run for paragraph in brief.messages.paragraphs for run in paragraph]
    [each] = [run for run in runs if isinstance(run, Number) and run.measure == "cost_per_person"]
    assert each.printed == "trên 57,6"


def test_a_topic_is_there_where_it_has_something_to_tell(shipped_panel: Panel) -> None:
    provinces = [place.place_id for place in places.places("63", "province")]
    for topic in ("profile", "targets"):
        assert {availability(topic, each, 2024, shipped_panel) for each in provinces} == {None}
        said = availability(topic, "63-10", 1989, shipped_panel)
        assert (said is None) == (topic == "targets")  # targets set since count for any year
    assert availability("targets", "63-04", 2031, shipped_panel)  # no target lies that far ahead
    assert availability("edition", "63-r2", 2024, shipped_panel) is None
    assert availability("edition", "vn", 1989, shipped_panel)
