"""Pages in a real browser: no violation that axe-core knows, no request, no sideways scrolling."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

import nbformat
import pytest

from vnhealth import design
from vnhealth.charts.frame import NARROW_WIDTH_IN
from vnhealth.render import html
from vnhealth.wording import ui

pytestmark = pytest.mark.browser
THEMES, WIDTHS = ("light", "dark"), (320, 1280)


@pytest.fixture
def address(demo: nbformat.NotebookNode, tmp_path: Path) -> str:
    (tmp_path / "brief.html").write_text(html.render(demo), encoding="utf-8")
    return (tmp_path / "brief.html").as_uri()


def test_a_page_loads_with_the_network_off_and_asks_for_nothing(browser: Any, address: str) -> None:
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked: list[str] = []
    troubles: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: troubles.append(message.text))
    page.goto(address)
    page.evaluate("document.fonts.ready")
    assert [url for url in asked if not url.startswith("data:")] == [address]
    assert troubles == []
    assert page.evaluate("document.fonts.check('16px \"Source Sans 3\"')")
    context.close()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_violation(browser: Any, address: str, theme: str, width: int) -> None:
    # The page forbids every script but its own; only the test lets axe in.
    context = browser.new_context(
        color_scheme=theme, viewport={"width": width, "height": 900}, bypass_csp=True
    )
    page = context.new_page()
    page.goto(address)
    page.add_script_tag(
        content=(resources.files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
    )
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(v["id"], [n["html"][:90] for n in v["nodes"][:3]]) for v in found["violations"]] == []
    context.close()


@pytest.mark.parametrize("width", [320, 390, 640, 1280])
def test_a_page_never_scrolls_sideways(browser: Any, address: str, width: int) -> None:
    # 640 is a 1280 pixel window at 200 % zoom.
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    context.close()


def test_the_first_tab_stop_leads_to_the_main_content(browser: Any, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    context.close()


def test_a_figures_source_link_leads_to_its_printed_cell(browser: Any, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.locator("tr.lit td .cite a").first.click()
    target = page.evaluate("document.querySelector(':target').dataset.cell")
    assert target == "bang-minh-hoa#b:r0c1"
    assert page.locator(":target").is_visible()
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_chart_that_is_shown_is_copied_as_a_picture_on_white_paper(
    browser: Any, address: str, width: int
) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": width, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address)
    button = page.locator("figure .copy").first
    button.focus()
    page.keyboard.press("Enter")
    page.locator("#said:not(:empty)").wait_for(state="attached")
    language = page.evaluate("document.documentElement.lang")
    assert page.locator("#said").inner_text() == ui.word("copied_picture", language)
    corner = page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          const picture = await createImageBitmap(await item.getType("image/png"));
          const canvas = document.createElement("canvas");
          canvas.width = picture.width; canvas.height = picture.height;
          const pen = canvas.getContext("2d");
          pen.drawImage(picture, 0, 0);
          const all = pen.getImageData(0, 0, canvas.width, canvas.height).data;
          let dark = 0;
          for (let i = 0; i < all.length; i += 4) dark += all[i] < 128;
          return [[...all.slice(0, 3)], dark > 1000, canvas.width];
        }"""
    )
    drawn = NARROW_WIDTH_IN if width == 390 else design.CONTENT_WIDTH_IN
    assert corner == [[255, 255, 255], True, pytest.approx((drawn * 72 + 32) * 3, abs=3)]
    context.close()


def test_a_table_is_copied_with_its_title_figures_and_source(browser: Any, address: str) -> None:
    context = browser.new_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address)
    page.locator(".table .copy").first.click()
    page.locator("#said:not(:empty)").wait_for(state="attached")
    lines = page.evaluate("navigator.clipboard.readText()").split("\n")
    shown = page.locator(".table table").first
    title = shown.locator("caption").inner_text().partition(". ")[2]
    assert lines[0] == title
    assert len(lines) == 1 + shown.locator("tr").count() + 1
    assert not any("[1]" in line or "ᵗ" in line for line in lines)
    assert lines[-1].startswith(ui.word("source", page.evaluate("document.documentElement.lang")))
    context.close()


def test_a_page_without_scripts_shows_no_button(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("button").count() == 0
    assert page.locator("main figure").count() > 0
    context.close()
