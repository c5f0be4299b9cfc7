"""Each kind of page in a real browser, in both languages: axe-core, zoom, keyboard, the index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from tests.briefs_content.looking import lost_when_enlarged, violations, walk
from vnhealth.edition.index import index
from vnhealth.edition.record import MADE, NO_DATA, Output, Record
from vnhealth.parameters import TOPICS, check

pytestmark = pytest.mark.browser
WHOLE_COUNTRY = ("edition", "comparison", "quality")
# Each topic; a page that has nothing to tell, as `without_data = "page"` makes; the index page.
PAGES = {topic: (topic, "vn" if topic in WHOLE_COUNTRY else "63-10", "63") for topic in TOPICS}
PAGES |= {"without-data": ("coverage", "34-15", "34"), "index": ("index", "", "")}


@pytest.fixture(scope="session")
def axe() -> str:
    return (resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(
    scope="module", params=[(page, each) for page in PAGES for each in ("vi", "en")], ids="-".join
)
def opened(
    request: pytest.FixtureRequest,
    browser: Any,
    brief_of: Any,
    project: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Any]:
    """Open each page once, in each language; every test on it looks at the same page."""
    kind, language = request.param
    topic, place_id, boundaries = PAGES[kind]
    path = tmp_path_factory.mktemp("page") / "page.html"
    if topic == "index":
        path.write_bytes(index(replace(project, language=language), 2024, RECORDS, "0" * 64))
    else:
        brief = brief_of(topic, place_id, language, boundaries=boundaries)
        path.write_text(brief.html(), encoding="utf-8")
    # The page forbids every script but its own; only the test lets axe in.
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, bypass_csp=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate("document.fonts.ready")
    yield page
    context.close()


def test_tab_visits_every_control_in_the_order_of_the_page_and_shows_where_it_is(
    opened: Any,
) -> None:
    for theme in ("light", "dark"):
        opened.emulate_media(color_scheme=theme)
        opened.reload()
        stops, visited = walk(opened, most=80 if theme == "light" else 12)
        assert [at for at, _, _ in visited] == list(range(len(visited)))
        assert len(visited) >= min(stops, 12) > 0
        assert [each for each in visited if each[1] == "none" or each[2] < 2] == [], theme
    opened.emulate_media(color_scheme="light")


def test_a_closed_list_is_opened_by_keyboard(opened: Any) -> None:
    summary = opened.locator("summary").first
    if not summary.count():
        assert not opened.locator("main svg").count(), "the figures of a chart stand in a list"
        return
    opened.evaluate("for (const each of document.querySelectorAll('details')) each.open = false")
    summary.focus()
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.parentElement.open")


def test_axe_finds_no_violation_in_any_theme_and_width(opened: Any, axe: str) -> None:
    assert violations(opened, axe) == []


def test_nothing_is_lost_at_200_percent_with_larger_or_with_spaced_text(opened: Any) -> None:
    assert {look: lost for look, lost in lost_when_enlarged(opened).items() if lost} == {}


def made(topic: str, place_id: str, year: int, language: str) -> Record:
    name = f"{place_id}/{topic}-{year}-{language}"
    outputs = tuple(Output(form, f"{name}.{form}", 84_000, "f" * 64) for form in ("html", "pdf"))
    about = check(topic, place_id=place_id, year=year, language=language, boundaries=place_id[:2])
    return Record(about, MADE, outputs)


RECORDS = [
    # A namesake of 63-10 on the boundaries of today, whose page says that it has no figures.
    replace(made("coverage", "34-15", 2024, "vi"), reason_en="No figure.", reason_vi="Chưa có."),
    *(
        made(topic, place, year, language)
        for topic in ("workforce", "coverage")
        for place in ("63-10", "63-04", "63-04-040", "63-11")
        for year in (2023, 2024)
        for language in ("vi", "en")
    ),
    Record(
        check("budget", place_id="63-12", year=2024),
        NO_DATA,
        reason_en="No figure.",
        reason_vi="Chưa có.",
    ),
]


@pytest.fixture
def index_address(project: Any, tmp_path: Path) -> str:
    (tmp_path / "index.html").write_bytes(index(project, 2024, RECORDS, "0" * 64))
    return (tmp_path / "index.html").as_uri()


def test_the_index_is_filtered_by_keyboard_alone_and_tells_how_many_are_left(
    browser: Any, index_address: str
) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(index_address)
    rows = page.locator("tr[data-topic]:visible")
    assert rows.count() == 33
    page.locator("#filter-place").focus()
    page.keyboard.press("ArrowDown")
    assert rows.count() == 8
    assert re.sub(r"\s", " ", page.locator("#shown").inner_text()) == (
        "Đang hiện 8 trong 33 bản tin."
    )
    assert page.locator("section[data-group]:visible").count() == 1
    assert page.locator("#contents li[data-of]:visible").count() == 1
    page.locator("#filter-topic").select_option("workforce")
    page.locator("#filter-year").select_option("2023")
    page.locator("#filter-language").select_option("en")
    assert rows.count() == 1
    page.locator("#filter button").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(50)
    assert rows.count() == 33
    context.close()


def test_the_index_without_scripts_shows_all_and_no_form(browser: Any, index_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(index_address)
    assert page.locator("tr[data-topic]:visible").count() == 33
    assert not page.locator("#filter").is_visible()
    context.close()
