"""The gallery shows every chart there is, by a line that can be run, with a picture of each."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest
from PIL import Image

import vnhealth.topics.page
from vnhealth import charts
from vnhealth.blocks import Figure
from vnhealth.errors import DataError
from vnhealth.gallery import page, pictures
from vnhealth.gallery.entries import ENTRIES, Entry


def charts_there_are() -> set[str]:
    """Return the modules of the room that draw and describe."""
    names = [module.name for module in pkgutil.iter_modules(charts.__path__)]
    modules = {name: importlib.import_module(f"vnhealth.charts.{name}") for name in names}
    return {name for name, module in modules.items()
            if {"draw", "alt_text"} <= {key for key, value in vars(module).items()
                                        if inspect.isfunction(value)}}  # fmt: skip


@pytest.fixture(scope="module")
def written(repository: Path) -> str:
    return (repository / "docs" / "gallery.md").read_text(encoding="utf-8")


def test_the_gallery_has_every_chart_once():
    shown = [entry.chart for entry in ENTRIES]
    assert len(shown) == len(set(shown))
    assert set(shown) == charts_there_are()


def test_charts_md_says_what_every_chart_is_for(repository):
    told = (repository / "docs" / "charts.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", told, re.M)) == charts_there_are()


def test_the_page_shows_every_chart_by_the_line_that_draws_it(written):
    section = re.compile(r"^## (\w+)$.*?^```python\n(.*?)\n```$", re.M | re.S)
    assert section.findall(written) == [(entry.chart, entry.code) for entry in ENTRIES]


def test_every_picture_of_the_page_is_there_and_no_other(repository, written):
    wanted = re.findall(r"\]\((images/gallery/[\w-]+\.png)\)", written)
    found = sorted((repository / "docs" / "images" / "gallery").iterdir())
    assert sorted(wanted) == [f"images/gallery/{path.name}" for path in found]
    for path in found:
        with Image.open(path) as picture:
            assert picture.width > 300
        assert path.stat().st_size < 150_000


def test_every_picture_has_an_alt_text_that_opens_with_its_finding(written):
    found = re.findall(r"^\*\*(.+?)\*\*  \n.*?^!\[(.+?)\]\(", written, re.M | re.S)
    assert len(found) == len(ENTRIES)
    assert [alt for title, alt in found if not alt.startswith(f"{title}.")] == []


@pytest.mark.parametrize("chart", ["slope", "budget"])
def test_the_line_shown_is_the_call_that_is_made(chart):
    entry = next(entry for entry in ENTRIES if entry.chart == chart)
    path, _, call = entry.code.partition("(")
    module, _, function = path.rpartition(".")
    drawer = getattr(importlib.import_module(f"vnhealth.{module}"), function)
    made = drawer(eval(call.removesuffix(")"), {"topics": vnhealth.topics}))
    assert isinstance(made, Figure)
    assert made == entry.figure()


def test_an_entry_without_data_is_refused_with_its_line():
    entry = Entry("dumbbell", "?", "vnhealth.topics.coverage.figures.progress", "coverage", "63-11")
    with pytest.raises(DataError) as caught:
        entry.figure()
    assert entry.code in caught.value.vi


def test_the_first_page_of_a_pdf_becomes_a_small_picture(tmp_path):
    import typst

    source = tmp_path / "one.typ"
    source.write_text(
        "#set page(width: 200pt, height: 100pt)\n#rect(width: 50pt)", encoding="utf-8"
    )
    made = tmp_path / "lao-cai" / "workforce-2024-vi.pdf"
    made.parent.mkdir()
    made.write_bytes(typst.compile(source))
    (made.parent / "workforce-2024-en.pdf").write_bytes(b"never opened")
    assert page.first_pages(tmp_path) == [("workforce", made)]
    picture = tmp_path / "one.png"
    picture.write_bytes(pictures.first_page_png(made))
    with Image.open(picture) as opened:
        assert opened.size == (200, 100)


def test_a_broken_pdf_is_named(tmp_path):
    broken = tmp_path / "profile-2024-vi.pdf"
    broken.write_bytes(b"no pdf")
    with pytest.raises(DataError, match=r"profile-2024-vi\.pdf"):
        pictures.first_page_png(broken)
