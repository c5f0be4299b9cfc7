"""The plan of an edition: places × topics × languages and the comparisons, or why not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vnhealth import briefs, views
from vnhealth.catalog import sources
from vnhealth.clean import clean
from vnhealth.edition.plan import Plan, Selection, plan
from vnhealth.errors import UsageError
from vnhealth.project import Comparison, Edition, load_project

EDITION = Edition(
    year=2024,
    places=("63-10", "63-12"),
    topics=("workforce", "budget"),
    languages=("vi",),
    also={"en": ("63-10",)},
    comparisons=(Comparison("doctors_per_10k", ("63", "34")),),
)


@pytest.fixture
def panel(small_project: object) -> views.Panel:
    raw = load_project().raw
    return views.Panel(clean(raw).observations, {s.id: s for s in sources(raw)})


def wanted(found: Plan) -> list[str]:
    return [str(briefs.name(each)) for each in found.wanted]


def without(found: Plan) -> list[str]:
    return [record.name for record in found.without]


def test_an_edition_is_its_places_by_topics_and_languages_then_its_comparisons(
    panel: views.Panel,
) -> None:
    found = plan(EDITION, Selection(), panel)
    assert wanted(found) == [
        "63-10/workforce-2024-vi",
        "63-10/workforce-2024-en",
        "63-12/workforce-2024-vi",
        "comparison/doctors_per_10k-63-2024-vi",
    ]


def test_what_has_no_data_is_listed_with_its_reason_in_both_languages(panel: views.Panel) -> None:
    found = plan(EDITION, Selection(), panel)
    assert without(found) == [
        "63-10/budget-2024-vi",
        "63-10/budget-2024-en",
        "63-12/budget-2024-vi",
        "comparison/doctors_per_10k-34-2024-vi",  # rates were printed, but no counts to sum
    ]
    for record in found.without:
        assert record.reason_en
        assert record.reason_vi
        assert record.reason_en != record.reason_vi


def test_without_data_a_page_is_made_where_the_edition_asks_for_one(panel: views.Panel) -> None:
    listed = plan(EDITION, Selection(topics=("budget",)), panel)
    asked = plan(replace(EDITION, without_data="page"), Selection(topics=("budget",)), panel)
    assert wanted(listed) == without(asked) == []
    assert wanted(asked) == without(listed) != []


def test_some_places_have_further_topics_after_those_of_all(panel: views.Panel) -> None:
    more = replace(EDITION, also_topics={"targets": ("63-12",), "workforce": ("63-12",)})
    found = plan(more, Selection(places=("63-12",), languages=("vi",)), panel)
    names = [*wanted(found), *without(found)]
    assert "63-12/targets-2024-vi" in names
    assert names.count("63-12/workforce-2024-vi") == 1
    assert not any("targets" in n for n in wanted(plan(more, Selection(places=("63-10",)), panel)))
    only = plan(more, Selection(places=("63-12",), topics=("workforce",)), panel)
    assert wanted(only) == ["63-12/workforce-2024-vi"]


def test_overviews_are_of_the_country_or_of_regions_and_need_provinces(
    shipped_panel: views.Panel, panel: views.Panel
) -> None:
    more = replace(EDITION, overviews=("63", "34", "63-r2"))
    chosen = Selection(topics=("edition",))
    assert wanted(plan(more, chosen, shipped_panel)) == [
        "edition/vn-63-2024-vi",
        "edition/vn-34-2024-vi",
        "edition/63-r2-2024-vi",
    ]
    of_63 = Selection(topics=("edition",), boundaries="63")
    assert len(plan(more, of_63, shipped_panel).wanted) == 2
    few = plan(more, chosen, panel)  # two provinces with a rate each are none to compare
    assert wanted(few) == []
    assert len(few.without) == 3


def test_an_unknown_topic_of_the_settings_is_refused(panel: views.Panel) -> None:
    with pytest.raises(UsageError, match="topic is 'beds'; allowed: profile"):
        plan(replace(EDITION, also_topics={"beds": ("63-10",)}), Selection(), panel)


def test_places_are_named_by_id_or_name_each_once(panel: views.Panel) -> None:
    chosen = Selection(places=("Lào Cai", "63-10"), topics=("workforce",), languages=("en",))
    assert wanted(plan(EDITION, chosen, panel)) == ["63-10/workforce-2024-en"]


def test_all_places_are_all_provinces_of_the_boundaries(panel: views.Panel) -> None:
    for boundaries, count in (("63", 63), ("34", 34)):
        chosen = Selection(places=("all",), topics=("workforce",), boundaries=boundaries)
        found = plan(EDITION, chosen, panel)
        assert (
            len(found.wanted) + len(found.without) - len(EDITION.also["en"]) * (boundaries == "63")
            == count
        )


def test_on_the_34_a_place_of_the_63_is_the_province_that_took_its_land_over(
    panel: views.Panel,
) -> None:
    chosen = Selection(places=("63-10", "63-15"), topics=("workforce",), boundaries="34")
    found = plan(EDITION, chosen, panel)
    assert {record.parameters.place_id for record in found.without} == {"34-15"}


def test_a_district_has_no_counterpart_on_the_34_and_that_is_said(panel: views.Panel) -> None:
    chosen = Selection(places=("63-04-040",), topics=("workforce",), boundaries="34")
    (record,) = plan(EDITION, chosen, panel).without
    assert record.reason_en == ("Cao Bang city has no single counterpart on the other boundaries.")
    assert record.reason_vi == (
        "Thành phố Cao Bằng không có đơn vị tương ứng theo bộ địa giới kia."
    )


def test_comparisons_are_a_topic_like_others_when_topics_are_chosen(panel: views.Panel) -> None:
    assert wanted(plan(EDITION, Selection(topics=("comparison",), boundaries="63"), panel)) == [
        "comparison/doctors_per_10k-63-2024-vi"
    ]
    none = plan(EDITION, Selection(topics=("budget",)), panel)
    assert not any("comparison" in name for name in [*wanted(none), *without(none)])


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        (Selection(topics=("beds",)), "--topics: beds; allowed: profile, targets, "),
        (Selection(languages=("fr",)), "--lang: fr; allowed: vi, en"),
        (Selection(boundaries="64"), "--boundaries: 64; allowed: 63, 34"),
        (Selection(places=("Atlantis",)), 'No one place for "Atlantis"'),
    ],
)
def test_an_unknown_word_stops_the_build(
    panel: views.Panel, selection: Selection, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        plan(EDITION, selection, panel)
