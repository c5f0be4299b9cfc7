"""Pages in a real browser: no violation that axe-core knows, no request, no sideways scrolling."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import nbformat
import pytest

from vnhealth.render import html

pytestmark = pytest.mark.browser
THEMES, WIDTHS = ("light", "dark"), (320, 1280)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI has no Chromium: install Debian's chromium")
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as play:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = play.chromium.launch(executable_path=found, args=flags)
        yield opened
        opened.close()


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
    # The page forbids scripts, its own included; only the test lets axe in.
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
