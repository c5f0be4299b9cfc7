"""HTML tables, SDMX-ML, JSON-stat and PX: what stands in them, and their faults in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vnhealth.errors import ReadError
from vnhealth.readers import RawTable, read


def read_text_as(folder: Path, name: str, text: str | bytes) -> list[RawTable]:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return read(path)


PAGE = """<!doctype html><html><head><title>x</title><style>p {}</style></head><body>
<h1>Chỉ tiêu&nbsp;2030</h1><table><caption>Bảng 1</caption>
<tr><th rowspan=2>Chỉ tiêu</th><th colspan=2>Mục tiêu</th></tr>
<tr><th>2025</th><th>2030</th></tr>
<tr><td>Bác sĩ<br>trên vạn dân</td><td>10</td><td>11</td></tr></table>
<p>Nguồn: <b>Sở Y tế</b></p><script>alert(1)</script></body></html>"""


def test_an_html_table_has_its_merged_header_and_the_prose_is_kept(tmp_path: Path) -> None:
    table, prose = read_text_as(tmp_path, "a.html", PAGE)
    assert table.header == ("Chỉ tiêu", "Mục tiêu | 2025", "Mục tiêu | 2030")
    assert table.body == (("Bác sĩ trên vạn dân", "10", "11"),)
    assert prose.cells == (("Chỉ tiêu\xa02030",), ("Nguồn: Sở Y tế",))


def test_a_page_saved_under_the_name_of_a_workbook_is_read_as_a_page(tmp_path: Path) -> None:
    table, *_ = read_text_as(tmp_path, "bao-cao.xls", PAGE)
    assert table.body[0][1] == "10"


def test_a_page_in_its_own_charset_is_decoded_by_what_it_says(tmp_path: Path) -> None:
    text = '<html><meta charset="windows-1258"><table><tr><td>H\xe0</td></tr></table></html>'
    (table,) = read_text_as(tmp_path, "a.htm", text.encode("cp1258"))
    assert table.cells == (("Hà",),)


@pytest.mark.parametrize("depth", [10, 1000])
def test_a_page_nested_deep_keeps_its_text(depth: int, tmp_path: Path) -> None:
    text = "<html><body>" + "<div>" * depth + "Đáy" + "</div>" * depth + "</body></html>"
    (prose,) = read_text_as(tmp_path, "a.html", text)
    assert prose.cells == (("Đáy",),)


def test_a_page_nested_beyond_the_parser_is_refused_not_read_in_part(tmp_path: Path) -> None:
    text = "<html><body>" + "<div>" * 5000 + "Đáy" + "</div>" * 5000 + "</body></html>"
    with pytest.raises(ReadError, match="tệp bị hỏng"):
        read_text_as(tmp_path, "a.html", text)


def test_a_cell_spanning_a_billion_columns_is_held_to_what_browsers_allow(tmp_path: Path) -> None:
    text = "<table><tr><td colspan=1000000000 rowspan=1000000000>x</td></tr></table>"
    (table,) = read_text_as(tmp_path, "a.html", text)
    assert (table.height, table.width) == (1, 1000)


STRUCTURE_SPECIFIC = """<?xml version="1.0"?>
<m:StructureSpecificData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message">
<m:DataSet><Series REF_AREA="VN" INDICATOR="LP_PE_NUM" UNIT_MULT="3">
<Obs TIME_PERIOD="2022" OBS_VALUE="99474.4"/><Obs TIME_PERIOD="2023" OBS_VALUE="100309.20"/>
</Series></m:DataSet></m:StructureSpecificData>"""

GENERIC = """<?xml version="1.0"?><m:GenericData
 xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
 xmlns:g="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/data/generic"><m:DataSet><g:Series>
<g:SeriesKey><g:Value id="REF_AREA" value="VN"/></g:SeriesKey>
<g:Obs><g:ObsDimension value="2023"/><g:ObsValue value="100309.20"/>
<g:Attributes><g:Value id="OBS_STATUS" value="P"/></g:Attributes></g:Obs>
</g:Series></m:DataSet></m:GenericData>"""


def test_structure_specific_sdmx_gives_one_row_an_observation(tmp_path: Path) -> None:
    (table,) = read_text_as(tmp_path, "a.xml", STRUCTURE_SPECIFIC)
    assert table.header == ("REF_AREA", "INDICATOR", "UNIT_MULT", "TIME_PERIOD", "OBS_VALUE")
    assert table.body == (
        ("VN", "LP_PE_NUM", "3", "2022", "99474.4"),
        ("VN", "LP_PE_NUM", "3", "2023", "100309.20"),
    )


def test_generic_sdmx_gives_keys_and_attributes(tmp_path: Path) -> None:
    (table,) = read_text_as(tmp_path, "a.xml", GENERIC)
    row = dict(zip(table.header, table.body[0], strict=True))
    assert row == {
        "REF_AREA": "VN", "TIME_PERIOD": "2023", "OBS_VALUE": "100309.20", "OBS_STATUS": "P",
    }  # fmt: skip


def test_sdmx_without_observations_says_so(tmp_path: Path) -> None:
    empty = '<m:GenericData xmlns:m="m"><m:DataSet/></m:GenericData>'
    with pytest.raises(ReadError, match="không có quan sát nào"):
        read_text_as(tmp_path, "a.xml", empty)


def test_cut_sdmx_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="tệp bị hỏng"):
        read_text_as(tmp_path, "a.xml", GENERIC[:-60])


def test_the_national_population_in_sdmx_reads_whole(shared: Path) -> None:
    (table,) = read(shared / "data" / "nso-sdmx" / "POPVNM.xml")
    row = dict(zip(table.header, table.body[0], strict=True))
    assert (row["INDICATOR"], row["TIME_PERIOD"], row["OBS_VALUE"]) == (
        "LP_PE_NUM",
        "2009",
        "86025",
    )


def stat(value: str, **more: object) -> str:
    dimension = {
        "P": {
            "label": "Tỉnh",
            "category": {"index": {"b": 1, "a": 0}, "label": {"a": "A", "b": "B"}},
        },
        "Y": {"label": "Năm", "category": {"index": ["2023", "2024"]}},
    }
    body = json.dumps(
        {"label": "Dân số", "id": ["P", "Y"], "size": [2, 2], "dimension": dimension, **more}
    )
    return body[:-1] + f', "value": {value}}}'


@pytest.mark.parametrize(
    "value", ["[1.50, null, 97582.693682080848, 4]", '{"0": 1.50, "2": 97582.693682080848, "3": 4}']
)
def test_json_stat_numbers_keep_their_characters(value: str, tmp_path: Path) -> None:
    (table,) = read_text_as(tmp_path, "a.json", stat(value, version="2.0") + "\0")
    assert table.titles == ("Dân số",)
    assert table.header == ("Tỉnh", "2023", "2024")
    assert table.body == (("A", "1.50", ""), ("B", "97582.693682080848", "4"))
    assert table.notes[0].en == "The file ends in NUL bytes, which were not read."


def test_json_stat_prints_the_status_mark_where_there_is_no_value(tmp_path: Path) -> None:
    text = stat("[1, null, 3, null]", status={"1": "..", "2": "p"})
    (table,) = read_text_as(tmp_path, "a.json", text)
    assert table.body == (("A", "1", ".."), ("B", "3", ""))


def test_json_stat_1_wraps_its_data_set(tmp_path: Path) -> None:
    (table,) = read_text_as(tmp_path, "a.json", f'{{"dataset": {stat("[1, 2, 3, 4]")}}}')
    assert table.body == (("A", "1", "2"), ("B", "3", "4"))


def test_json_stat_whose_sizes_disagree_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_text_as(tmp_path, "a.json", stat("[1, 2, 3]"))
    assert caught.value.en == (
        "a.json: the sizes of the dimensions [2, 2] do not match the labels and the 3 values of "
        "the dataset."
    )


def test_other_json_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="không chứa bộ dữ liệu JSON-stat"):
        read_text_as(tmp_path, "a.json", '{"a": 1}')


PX = """CHARSET="ANSI";
AXIS-VERSION="2000";
TITLE="Bác sĩ theo "
"tỉnh";
UNITS="người";
STUB="Tỉnh";
HEADING="Năm","Loại";
VALUES("Tỉnh")="Lào Cai","Lai Châu; mới";
VALUES("Năm")="2023","2024";
VALUES("Loại")="Nam","Nữ";
VALUES[en]("Năm")="x","y";
DATA=
1.0 2 ".." 4
5 6 7 8.50;
"""


def test_a_px_file_gives_its_stub_down_and_its_heading_across(tmp_path: Path) -> None:
    (table,) = read_text_as(tmp_path, "a.px", PX)
    assert table.titles == ("Bác sĩ theo tỉnh", "người")
    assert table.header == ("Tỉnh", "2023 | Nam", "2023 | Nữ", "2024 | Nam", "2024 | Nữ")
    assert table.body == (
        ("Lào Cai", "1.0", "2", "..", "4"),
        ("Lai Châu; mới", "5", "6", "7", "8.50"),
    )


def test_a_px_file_with_too_few_values_says_how_many(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_text_as(tmp_path, "a.px", PX.replace("5 6 7 8.50", "5 6"))
    assert caught.value.en == "a.px: the table needs 2 × 4 values, DATA holds 6."
