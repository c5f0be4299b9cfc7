"""A topic without figures of a place: the short page of `without_data = "page"`, really built."""

from __future__ import annotations

import html
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import lxml.html
import pypdf
import pytest

from vnhealth.build import build
from vnhealth.project import Edition, Project

FORMATS = ("html", "pdf", "summary", "docx", "xlsx", "json")
REASONS = {
    "vi": "Chưa có số liệu nào về chủ đề này cho tỉnh Lào Cai đến năm 2024",
    "en": "No figure on this topic is on record for Lao Cai province up to 2024",
}


@pytest.fixture(scope="module")
def built(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the coverage brief of today's Lào Cai, whose parts have rates without counts only."""
    root = tmp_path_factory.mktemp("built")
    for folder in ("data", "notebooks"):
        (root / folder).symlink_to(project.root / folder)
    (root / "vnhealth.toml").write_text(
        (project.root / "vnhealth.toml").read_text("utf-8"), "utf-8"
    )
    asked = Edition(
        year=2024,
        boundaries="34",
        places=("34-15",),
        topics=("coverage",),
        languages=("vi", "en"),
        formats=FORMATS,
        without_data="page",
    )
    own = replace(project, root=root, editions={2024: asked})
    build(own, year=2024)
    build(own, year=2024)  # which leaves the pages and the marks as they are
    return own.reports / "2024"


def page(folder: Path, name: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring((folder / name).read_bytes())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_says_why_it_is_short_and_cites_nothing(built: Path, language: str) -> None:
    shown = page(built, f"34-15/coverage-2024-{language}.html")
    [message] = shown.xpath("//ul[@class='key']/li")
    assert message.text_content().startswith(REASONS[language])
    assert shown.xpath("//main//*[self::table or self::figure or @class='sources']") == []
    headings = [int(each.tag[1]) for each in shown.xpath("//h1|//h2|//h3")]
    assert headings == [1, *[2] * (len(headings) - 1)]
    assert len(shown.xpath("//main//h2")) == len(shown.xpath("//nav//a")) == 3


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_other_format_says_the_same(built: Path, language: str) -> None:
    stem = built / "34-15" / f"coverage-2024-{language}"
    wanted = REASONS[language].split()[-5:]
    for ending in (".pdf", "-summary.pdf"):
        read = pypdf.PdfReader(io.BytesIO(stem.with_name(stem.name + ending).read_bytes()))
        assert len(read.pages) == 1
        assert " ".join(wanted) in " ".join(read.pages[0].extract_text().split())
    with zipfile.ZipFile(stem.with_suffix(".docx")) as word:
        assert REASONS[language] in word.read("word/document.xml").decode()
    with zipfile.ZipFile(stem.with_suffix(".xlsx")) as book:
        texts = "".join(book.read(n).decode() for n in book.namelist() if "sheet" in n)
        assert REASONS[language] in html.unescape(texts)
    assert REASONS[language] in json.dumps(
        json.loads(stem.with_suffix(".json").read_bytes()), ensure_ascii=False
    )


def test_the_index_marks_a_page_without_figures(built: Path) -> None:
    first = (built / "index.html").read_bytes()
    rows = page(built, "index.html").xpath("//tr[@data-topic]/th")
    assert [" ".join(row.text_content().split()) for row in rows] == [
        "Bao phủ dịch vụ, 2024 (chưa có số liệu)"
    ] * 2
    entries = json.loads((built / "manifest.json").read_bytes())["briefs"]
    assert {(entry["status"], entry["reason_en"][:9]) for entry in entries} == {
        ("made", "No figure")
    }
    assert b'id="not-made"' not in first
