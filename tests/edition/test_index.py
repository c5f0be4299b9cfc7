"""The index page and the manifest: what there is, where, and what could not be made."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest

from vnhealth.edition.index import index
from vnhealth.edition.manifest import Manifest, read_manifest, records_of
from vnhealth.edition.record import FAILED, MADE, NO_DATA, Origin, Output, Record
from vnhealth.parameters import check
from vnhealth.project import Project

PROJECT = Project(Path("anywhere"), issuers={"vi": "Sở Y tế", "en": "Department of Health"})
INPUTS = {"raw_sha256": "0" * 64}


def manifest(records: Sequence[Record]) -> bytes:
    entries = {record.name: record.entry() for record in records}
    return Manifest(2024, INPUTS, {"doctors": "3" * 64}, entries).content()


def made(topic: str, place_id: str, language: str = "vi") -> Record:
    name = f"{place_id}/{topic}-2024-{language}"
    outputs = tuple(
        Output(form, f"{name}.{form}", size, "f" * 64)
        for form, size in (("html", 341_528), ("pdf", 1_250_000))
    )
    return Record(check(topic, place_id=place_id, year=2024, language=language), MADE, outputs)


RECORDS = [
    made("coverage", "63-10"),
    made("workforce", "63-04-040"),
    made("workforce", "63-10", "en"),
    made("workforce", "63-10"),
    made("workforce", "63-04"),
    Record(
        check("comparison", place_id="vn", year=2024, indicator="doctors_per_10k"),
        MADE,
        (Output("html", "comparison/doctors_per_10k-63-2024-vi.html", 653_000, "f" * 64),),
    ),
    Record(
        check("budget", place_id="63-04-040", year=2024),
        NO_DATA,
        reason_en="No figure.",
        reason_vi="Chưa có số liệu <nào>.",
    ),
    Record(
        check("budget", place_id="63-12", year=2024),
        FAILED,
        reason_en="Cell [4].",
        reason_vi="Ô [4].",
        kept="failed/63-12/budget-2024-vi.ipynb",
    ),
]


def page(language: str = "vi") -> lxml.html.HtmlElement:
    content = index(replace(PROJECT, language=language), 2024, RECORDS, "0" * 64)
    return lxml.html.document_fromstring(content.decode())


def texts(found: list[lxml.html.HtmlElement]) -> list[str]:
    return [" ".join(each.text_content().split()) for each in found]


def test_places_stand_in_vietnamese_order_a_city_after_its_province_comparisons_last() -> None:
    assert texts(page().xpath("//h2")) == [
        "Tỉnh Cao Bằng",
        "Thành phố Cao Bằng",
        "Tỉnh Lào Cai",
        "So sánh giữa các tỉnh, thành phố",
        "Chưa làm được",
    ]


def test_each_brief_has_its_row_with_both_files_and_their_sizes() -> None:
    (table,) = page().xpath("//section[@aria-labelledby='place-63-10']//table")
    assert [texts(row.xpath("*")) for row in table.xpath("tbody/tr")] == [
        ["Nhân lực y tế, 2024", "Tiếng Việt", "HTML 342 kB", "PDF 1,3 MB"],
        ["Nhân lực y tế, 2024", "Tiếng Anh", "HTML 342 kB", "PDF 1,3 MB"],
        ["Bao phủ dịch vụ, 2024", "Tiếng Việt", "HTML 342 kB", "PDF 1,3 MB"],
    ]


def test_every_link_is_relative_and_says_what_it_opens() -> None:
    links = page().xpath("//main//a")
    paths = [link.get("href") for link in links]
    assert "63-10/workforce-2024-en.pdf" in paths
    assert not [path for path in paths if re.match(r"[a-z]+:|/", path)]
    labels = [link.get("aria-label") for link in links if link.get("aria-label")]
    assert "PDF: Tỉnh Lào Cai · Nhân lực y tế · 2024 · Tiếng Anh" in labels
    assert len(labels) == len(set(labels)), "no two links sound alike"


def test_a_format_that_was_not_made_is_a_dash() -> None:
    (row,) = page().xpath("//section[@aria-labelledby='comparison']//tbody/tr")
    title = "Số bác sĩ trên 10.000 dân, 63 tỉnh, thành phố, 2024"
    assert texts(row.xpath("*")) == [title, "Tiếng Việt", "HTML 653 kB", "–"]


def test_what_could_not_be_made_is_listed_with_its_reason() -> None:
    items = page().xpath("//section[@aria-labelledby='not-made']//li")
    assert texts(items) == [
        "Thành phố Cao Bằng · Ngân sách · 2024 · Tiếng Việt: "
        "Không có số liệu. Chưa có số liệu <nào>.",
        "Tỉnh Lai Châu · Ngân sách · 2024 · Tiếng Việt: Lỗi khi chạy. Ô [4]. Sổ tay đã chạy",
    ]
    assert items[1].xpath("a/@href")[0] == "../failed/63-12/budget-2024-vi.ipynb"


def test_the_page_speaks_the_language_of_the_project() -> None:
    english = page("en")
    assert english.get("lang") == "en"
    assert texts(english.xpath("//h1")) == ["Health planning briefs, edition 2024"]
    assert texts(english.xpath("//p[@class='issuer']")) == ["Department of Health"]
    assert "Not made" in texts(english.xpath("//h2"))
    assert not re.search(r"Chưa|Tỉnh|bản tin", english.xpath("string(//body)"))


def test_only_the_pages_own_script_may_run_and_all_stands_without_it() -> None:
    content = index(PROJECT, 2024, RECORDS, "0" * 64).decode()
    [script] = re.findall(r"<script>(.*?)</script>", content, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    [said] = page().xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert f"script-src 'sha256-{digest}';" in said
    assert [each.get("id") for each in page().xpath("//*[@hidden]")] == ["filter"]


def test_the_list_is_filtered_by_place_topic_year_and_language_in_vietnamese_order() -> None:
    options = {
        each.get("name"): texts(each.xpath("option")) for each in page().xpath("//form//select")
    }
    assert options == {
        "place": ["Tất cả", "Tỉnh Cao Bằng", "Thành phố Cao Bằng", "Tỉnh Lào Cai", "Cả nước"],
        "topic": ["Tất cả", "Nhân lực y tế", "Bao phủ dịch vụ", "So sánh các tỉnh"],
        "year": ["Tất cả", "2024"],
        "language": ["Tất cả", "Tiếng Việt", "Tiếng Anh"],
    }
    rows = page().xpath("//tr[@data-topic]")
    assert {row.get("data-place") for row in rows} == {"63-10", "63-04", "63-04-040", "vn"}


def test_places_that_begin_with_d_with_stroke_come_after_those_with_d() -> None:
    records = [made("workforce", each) for each in ("63-64", "63-75", "63-11", "63-12")]
    content = index(PROJECT, 2024, records, "0" * 64).decode()
    (select,) = lxml.html.document_fromstring(content).xpath("//select[@name='place']")
    names = [text.rpartition("Tỉnh ")[2] for text in texts(select.xpath("option"))[1:]]
    assert names == ["Điện Biên", "Đồng Nai", "Gia Lai", "Lai Châu"]


def test_a_province_of_the_34_is_told_from_its_namesake_among_the_63() -> None:
    today = replace(made("workforce", "63-10"), parameters=check(
        "workforce", place_id="34-15", year=2024, boundaries="34"))  # fmt: skip
    content = index(PROJECT, 2024, [RECORDS[0], today], "0" * 64).decode()
    shown = lxml.html.document_fromstring(content)
    assert texts(shown.xpath("//h2")) == ["Tỉnh Lào Cai (từ 1/7/2025)", "Tỉnh Lào Cai"]
    alone = index(PROJECT, 2024, [today], "0" * 64).decode()
    assert texts(lxml.html.document_fromstring(alone).xpath("//h2")) == ["Tỉnh Lào Cai"]


def test_further_formats_have_a_column_of_their_own() -> None:
    one = RECORDS[0]
    name = one.outputs[0].path.removesuffix(".html")
    more = Output("xlsx", f"{name}.xlsx", 50_000, "f" * 64)
    content = index(PROJECT, 2024, [replace(one, outputs=(*one.outputs, more))], "0" * 64)
    (table,) = lxml.html.document_fromstring(content.decode()).xpath("//table")
    assert texts(table.xpath("thead//th"))[-1] == "Để sửa, để tính"
    assert texts(table.xpath("tbody//td"))[-1] == "XLSX 50 kB"


def test_the_page_needs_nothing_from_elsewhere() -> None:
    content = index(PROJECT, 2024, RECORDS, "0" * 64).decode()
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", content)
    assert not re.search(r'url\((?!"?data:)', content)
    ids = re.findall(r'\sid="([^"]+)"', content)
    assert len(ids) == len(set(ids))


def test_the_order_of_the_records_does_not_matter() -> None:
    turned = list(reversed(RECORDS))
    assert index(PROJECT, 2024, RECORDS, "0") == index(PROJECT, 2024, turned, "0")
    assert manifest(RECORDS) == manifest(turned)


def test_the_manifest_names_parameters_files_and_reasons() -> None:
    content = json.loads(manifest(RECORDS))
    assert content["inputs"] == INPUTS
    by_name = {entry["brief"]: entry for entry in content["briefs"]}
    assert by_name["63-12/budget-2024-vi"]["reason_vi"] == "Ô [4]."
    assert by_name["63-10/coverage-2024-vi"]["outputs"][0] == {
        "format": "html",
        "path": "63-10/coverage-2024-vi.html",
        "bytes": 341_528,
        "sha256": "f" * 64,
    }
    assert by_name["63-10/coverage-2024-vi"]["parameters"]["place_id"] == "63-10"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 99}', '{"format": 2}'])
def test_a_damaged_manifest_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    assert read_manifest(tmp_path / "manifest.json") == Manifest()


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    origin = Origin({"notebook": "1" * 64, "data": "2" * 64}, ("doctors",), "abc", "2024-11-22")
    records = [replace(RECORDS[0], origin=origin), *RECORDS[5:]]
    (tmp_path / "manifest.json").write_bytes(manifest(records))
    found = read_manifest(tmp_path / "manifest.json")
    assert found.inputs == INPUTS
    assert records_of(found.entries) == {record.name: record for record in records}
