"""A brief as an administrative document: the decree's parts, in its order, on paper and screen."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pypdf
import pytest
from lxml import html as parser

from vnhealth import design
from vnhealth.blocks import Heading, Masthead, SourceEntry, Sources, Text
from vnhealth.letterhead import Letterhead as Settings
from vnhealth.render import html, pdf, summary
from vnhealth.topics.letter import letterhead

MM = 72 / 25.4
SETTINGS = Settings(
    issuing_body="UBND tỉnh Minh Họa",
    issuer="Sở Y tế",
    number="5",
    symbol="BC-SYT",
    locality="Minh Họa",
    date="2026-02-05",
    addressees=("Ủy ban nhân dân tỉnh",),
    recipients=("Như trên", "Lưu: VT, KHTC"),
    authority=("KT. Giám đốc", "Phó Giám đốc"),
)
TITLE = "Nhân lực y tế tỉnh Minh Họa năm 2024"
LETTER = letterhead(SETTINGS, TITLE, "vi", "2026-11-22")
MASTHEAD = Masthead(TITLE, "tỉnh Minh Họa", 2024, "Bản 2024", "Nhân lực", "vi", letterhead=LETTER)
# In the decree's order: body above, issuer, state, motto, number, place and date, type, summary.
LINES = (
    "UBND TỈNH MINH HỌA",
    "SỞ Y TẾ",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 05/BC-SYT",
    "Minh Họa, ngày 05 tháng 02 năm 2026",
    "BÁO CÁO",
    TITLE,
    "Kính gửi:",
    "Ủy ban nhân dân tỉnh",
    "Nội dung mục.",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT, KHTC.",
    "KT. GIÁM ĐỐC",
    "PHÓ GIÁM ĐỐC",
    "Nguồn số liệu",
)


@pytest.fixture
def letter(notebook_of: Any) -> Any:
    sources = Sources("Nguồn số liệu", (SourceEntry(1, "a", "Kế hoạch", "UBND", ""),))
    body = Text((("Nội dung mục.",), *((f"Dòng {n}.",) for n in range(60))))
    return notebook_of([MASTHEAD, Heading("Điều cần biết"), body, sources])


def in_order(words: str) -> None:
    plain = re.sub(r"\s+", " ", words.replace("\u00a0", " "))
    at = [plain.find(line) for line in LINES]
    assert -1 not in at, LINES[at.index(-1)]
    assert at == sorted(at)


def test_the_paper_has_every_part_in_the_order_of_the_decree(letter: Any) -> None:
    pages = pypdf.PdfReader(io.BytesIO(pdf.render(letter))).pages
    in_order("\n".join(page.extract_text() for page in pages))


def test_the_page_has_every_part_in_the_order_of_the_decree(letter: Any) -> None:
    page = parser.document_fromstring(html.render(letter))
    page.get_element_by_id("contents").drop_tree()
    for part in page.xpath("//*[contains('p li h1 h2 span', name())]"):
        part.tail = " " + (part.tail or "")
    in_order(page.xpath("//body")[0].text_content())
    assert [" ".join(h.text_content().split()) for h in page.xpath("//h1")] == [f"BÁO CÁO {TITLE}"]


def test_margins_sizes_and_page_numbers_are_those_of_the_decree(letter: Any) -> None:
    with pdfplumber.open(io.BytesIO(pdf.render(letter))) as paper:
        first, second = paper.pages[0], paper.pages[1]
        state = first.search("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")[0]["chars"]
        motto = first.search("Độc lập")[0]["chars"]
        body = second.search(r"Dòng 59\.")[0]["chars"]
        heads = [
            "".join(c["text"] for c in page.chars if c["top"] < 20 * MM - 4).strip()
            for page in (first, second)
        ]
        number = [c for c in second.chars if c["top"] < 20 * MM - 4]
    assert 12 <= state[0]["size"] <= 13
    assert 13 <= motto[0]["size"] <= 14
    assert 13 <= body[0]["size"] <= 14
    assert round(body[0]["x0"] / MM) == 30 + 10, "the first line is set in by 1 cm"
    assert state[0]["x0"] > 105 * MM - 20, "the state stands at the right"
    assert heads == ["", "2"]
    assert 13 <= number[0]["size"] <= 14
    assert abs((number[0]["x0"] + number[0]["x1"]) / 2 - (30 + 195) / 2 * MM) < 3
    edges = design.LETTER_MARGINS_MM
    assert 30 <= edges["left"] <= 35
    assert 15 <= edges["right"] <= 20
    assert 20 <= edges["top"] <= 25
    assert 20 <= edges["bottom"] <= 25


def test_number_and_date_are_on_one_line_whatever_stands_above_them(notebook_of: Any) -> None:
    alone = letterhead(replace(SETTINGS, issuing_body=""), TITLE, "vi", "2026-11-22")
    for opening in (LETTER, alone):
        book = notebook_of([replace(MASTHEAD, letterhead=opening), Text((("Nội dung.",),))])
        with pdfplumber.open(io.BytesIO(pdf.render(book))) as paper:
            [number] = paper.pages[0].search(r"Số: 05/BC-SYT")
            [date] = paper.pages[0].search(r"Minh Họa, ngày 05")
        assert abs(number["bottom"] - date["bottom"]) < 1


def test_the_text_is_black_and_the_rules_are_as_long_as_the_decree_says(letter: Any) -> None:
    with pdfplumber.open(io.BytesIO(pdf.render(letter))) as paper:
        first = paper.pages[0]
        inks = {c["non_stroking_color"] for page in paper.pages for c in page.chars}
        lines = {"issuer": r"SỞ Y TẾ", "motto": r"Độc lập - Tự do - Hạnh phúc", "summary": TITLE}
        spans = {}
        for name, text in lines.items():
            [found] = first.search(text)
            middle = (found["x0"] + found["x1"]) / 2
            below = [line for line in first.lines if line["top"] > found["bottom"] - 3]
            amid = [line for line in below if abs((line["x0"] + line["x1"]) / 2 - middle) < 1]
            rule = min(amid, key=lambda line: line["top"])
            spans[name] = (rule["x1"] - rule["x0"]) / (found["x1"] - found["x0"])
    assert {tuple(ink) for ink in inks} <= {(0,), (0, 0, 0), (0.0,)}
    assert spans["motto"] == pytest.approx(1, abs=0.02)
    assert 1 / 3 <= spans["issuer"] <= 1 / 2
    assert 1 / 3 <= spans["summary"] <= 1 / 2


def test_several_addressees_stand_below_the_colon_with_dashes(notebook_of: Any) -> None:
    names = ("Ủy ban nhân dân tỉnh", "Hội đồng nhân dân tỉnh")
    several = letterhead(replace(SETTINGS, addressees=names), TITLE, "vi", "2026-11-22")
    book = notebook_of([replace(MASTHEAD, letterhead=several), Text((("Nội dung.",),))])
    with pdfplumber.open(io.BytesIO(pdf.render(book))) as paper:
        [colon] = paper.pages[0].search("Kính gửi:")
        one, two = (paper.pages[0].search(f"- {name}[;.]")[0] for name in names)
    assert colon["bottom"] <= one["top"] < two["top"]
    assert one["x0"] == two["x0"] == pytest.approx(colon["x1"], abs=1.5)


def test_the_word_recipients_is_bold_and_italic(letter: Any) -> None:
    with pdfplumber.open(io.BytesIO(pdf.render(letter))) as paper:
        found = [hit for page in paper.pages for hit in page.search("Nơi nhận:")]
    assert {c["fontname"].rpartition("-")[2] for hit in found for c in hit["chars"]} == {
        "BoldItalic"
    }


def test_a_document_with_a_letterhead_passes_the_checks_of_pdfua(
    letter: Any, tmp_path: Path
) -> None:
    import pdfua

    (tmp_path / "letter.pdf").write_bytes(pdf.render(letter))
    report = pdfua.validate(str(tmp_path / "letter.pdf"))
    assert [finding.message for finding in report.findings] == []


def test_what_the_settings_leave_out_is_left_blank_and_nobody_is_made_up(notebook_of: Any) -> None:
    bare = letterhead(Settings("Sở Y tế", "BC-SYT", "Minh Họa"), TITLE, "vi", "2026-11-22")
    assert bare is not None
    assert bare.number.replace("\u00a0", "") == "Số: /BC-SYT"
    blank = bare.place_and_date.replace("\u00a0", "")
    assert blank == "Minh Họa, ngày  tháng  năm 2026"
    assert (bare.signer, bare.authority, bare.recipients) == ("", (), ())
    pdf.render(notebook_of([replace(MASTHEAD, letterhead=bare), Text((("Nội dung.",),))]))


def test_a_brief_in_english_and_a_summary_carry_no_letterhead(letter: Any) -> None:
    assert letterhead(SETTINGS, TITLE, "en", "2026-11-22") is None
    [page] = pypdf.PdfReader(io.BytesIO(summary.render(letter))).pages
    assert "CỘNG HÒA" not in page.extract_text()


def test_a_name_in_the_settings_stands_below_the_signature(notebook_of: Any) -> None:
    named = letterhead(replace(SETTINGS, signer="Tên Người Ký"), TITLE, "vi", "2026-11-22")
    book = notebook_of([replace(MASTHEAD, letterhead=named), Text((("Nội dung.",),))])
    words = pypdf.PdfReader(io.BytesIO(pdf.render(book))).pages[0].extract_text()
    assert words.index("PHÓ GIÁM ĐỐC") < words.index("Tên Người Ký")
