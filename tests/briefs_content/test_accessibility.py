"""Each kind of page in a real browser, in both languages: axe-core, zoom, the index's filter."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from vnhealth.edition.index import index
from vnhealth.edition.record import MADE, NO_DATA, Output, Record
from vnhealth.parameters import TOPICS, check

pytestmark = pytest.mark.browser
HEIGHT = 900
# Each theme and width once a page; the languages take turns, so that both see all four.
LOOKS = {
    "vi": (("light", 320), ("dark", 1280)),
    "en": (("dark", 320), ("light", 1280)),
}
WHOLE_COUNTRY = ("edition", "comparison", "quality")


def place_of(topic: str) -> str:
    return "vn" if topic in WHOLE_COUNTRY else "63-10"


@pytest.fixture(scope="session")
def axe() -> str:
    return (resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")


def check_page(browser: Any, address: str, language: str, axe: str) -> None:
    """Look at a page in two windows: no violation, nothing lost sideways, every word at 200 %."""
    for theme, width in LOOKS[language]:
        context = browser.new_context(
            color_scheme=theme, viewport={"width": width, "height": HEIGHT}, bypass_csp=True
        )
        page = context.new_page()
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        # What a closed list holds isn't painted, and axe takes white for its ground.
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") == width
        words = page.locator("body").inner_text()
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        faults = [
            (v["id"], n["target"], n["failureSummary"])
            for v in found["violations"]
            for n in v["nodes"][:2]
        ]
        assert faults == [], (theme, width)
        page.set_viewport_size({"width": 640, "height": HEIGHT // 2})
        assert page.evaluate("document.documentElement.scrollWidth") == 640
        zoomed = page.locator("body").inner_text()
        assert sorted(words.split()) == sorted(zoomed.split()), "a window of 1280 at 200 %"
        context.close()


@pytest.mark.parametrize("language", LOOKS)
@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_of_each_topic_has_no_violation(  # noqa: PLR0917
    browser: Any, axe: str, brief_of: Any, tmp_path: Path, topic: str, language: str
) -> None:
    brief = brief_of(topic, place_of(topic), language)
    (tmp_path / "brief.html").write_text(brief.html(), encoding="utf-8")
    check_page(browser, (tmp_path / "brief.html").as_uri(), language, axe)


def made(topic: str, place_id: str, year: int, language: str) -> Record:
    name = f"{place_id}/{topic}-{year}-{language}"
    outputs = tuple(Output(form, f"{name}.{form}", 84_000, "f" * 64) for form in ("html", "pdf"))
    return Record(check(topic, place_id=place_id, year=year, language=language), MADE, outputs)


RECORDS = [
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


@pytest.mark.parametrize("language", LOOKS)
def test_the_index_page_has_no_violation(
    browser: Any, axe: str, index_address: str, language: str
) -> None:
    check_page(browser, index_address, language, axe)


def test_the_index_is_filtered_by_keyboard_alone_and_tells_how_many_are_left(
    browser: Any, index_address: str
) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(index_address)
    rows = page.locator("tr[data-topic]:visible")
    assert rows.count() == 32
    page.locator("#filter-place").focus()
    page.keyboard.press("ArrowDown")
    assert rows.count() == 8
    assert re.sub(r"\s", " ", page.locator("#shown").inner_text()) == (
        "Đang hiện 8 trong 32 bản tin."
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
    assert rows.count() == 32
    context.close()


def test_the_index_without_scripts_shows_all_and_no_form(browser: Any, index_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(index_address)
    assert page.locator("tr[data-topic]:visible").count() == 32
    assert not page.locator("#filter").is_visible()
    context.close()
