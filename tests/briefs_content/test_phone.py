"""Charts on a phone: each in its narrow drawing, readable and whole, the wide one on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vnhealth.blocks import Figure

pytestmark = pytest.mark.browser
# Together they hold every chart of the briefs but two, in both languages.
PAGES = [
    ("workforce", "63-10", "vi"),
    ("targets", "63-10", "en"),
    ("edition", "vn", "vi"),
    ("comparison", "vn", "en"),
    ("budget", "63-10", "vi"),
]
LEAST = 11.0
DRAWN = """() => [...document.querySelectorAll("main .picture")].map((frame) => {
  const shown = [...frame.querySelectorAll("svg")].filter((each) => each.checkVisibility());
  const scale = shown[0].getBoundingClientRect().width / shown[0].viewBox.baseVal.width;
  const sizes = [...shown[0].querySelectorAll("text")].map(
    (each) => parseFloat(getComputedStyle(each).fontSize) * scale);
  return {
    shown: shown.map((each) => each.getAttribute("class")),
    both: frame.querySelectorAll("svg").length,
    sideways: frame.scrollWidth > frame.clientWidth,
    least: Math.min(...sizes),
  };
})"""


@pytest.fixture(scope="module", params=PAGES, ids="-".join)
def opened(request: Any, browser: Any, brief_of: Any, tmp_path_factory: Any) -> Any:
    topic, place_id, language = request.param
    brief = brief_of(topic, place_id, language)
    path: Path = tmp_path_factory.mktemp("phone") / "page.html"
    path.write_text(brief.html(), encoding="utf-8")
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate("document.fonts.ready")
    yield page, brief
    context.close()


def test_each_chart_is_shown_once_and_only_a_wide_one_is_pushed_sideways(opened: Any) -> None:
    page, brief = opened
    figures = brief.of(Figure)
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 844})
        found = page.evaluate(DRAWN)
        assert len(found) == len(figures) > 0
        for figure, drawn in zip(figures, found, strict=True):
            assert drawn["shown"] == (["narrow"] if figure.narrow else [None]), figure.title
            assert drawn["both"] == (2 if figure.narrow else 1)
            assert drawn["sideways"] == (not figure.narrow), (width, figure.title)
            if figure.narrow and width == 390:
                assert drawn["least"] >= LEAST, figure.title
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_window_at_a_desk_and_paper_of_any_width_show_the_wide_drawing(opened: Any) -> None:
    page, _ = opened
    for media, width in (("screen", 700), ("print", 500)):
        page.emulate_media(media=media)
        page.set_viewport_size({"width": width, "height": 844})
        assert {each for drawn in page.evaluate(DRAWN) for each in drawn["shown"]} <= {"wide", None}
    page.emulate_media(media="screen")


def test_a_screen_reader_hears_of_each_chart_once_by_its_whole_alt_text(opened: Any) -> None:
    page, brief = opened
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        for figure in brief.of(Figure):
            named = page.locator("main figure").get_by_role("img", name=figure.alt, exact=True)
            assert named.count() == 1, (width, figure.title)
    page.set_viewport_size({"width": 390, "height": 844})
