"""CSV and TSV: encoding, delimiter, titles and headers as Vietnamese offices send them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnhealth.errors import ReadError, UsageError
from vnhealth.readers import Heading, RawTable, read, split_heading
from vnhealth.readers.delimited import find_delimiter


def table_of(folder: Path, data: bytes, name: str = "a.csv", **settings: str) -> RawTable:
    path = folder / name
    path.write_bytes(data)
    (table,) = read(path, **settings)
    return table


def test_a_px_web_export_has_a_title_a_header_and_its_cells_as_printed(tmp_path: Path) -> None:
    text = (
        '"Doctors by province"\r\n\r\n"Cities";"2002 Doctor";"Pre. 2016 Doctor"\r\n'
        '" WHOLE COUNTRY";35547;..\r\n"Thai  Nguyen";8.0;10\r\n'
    )
    table = table_of(tmp_path, b"\xef\xbb\xbf" + text.encode())
    assert table.titles == ("Doctors by province",)
    assert table.header == ("Cities", "2002 Doctor", "Pre. 2016 Doctor")
    assert table.body == ((" WHOLE COUNTRY", "35547", ".."), ("Thai  Nguyen", "8.0", "10"))
    assert table.locator(4, 1).row == 5
    assert table.notes == ()


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("2002 Doctor", Heading("2002", "Doctor")),
        ("Total 1995", Heading("1995", "Total")),
        ("Total Prel. 2016", Heading("Prel. 2016", "Total")),
        ("2016 (*) Area (Km2)", Heading("2016 (*)", "Area (Km2)")),
        ("Sơ bộ 2022", Heading("Sơ bộ 2022", "")),
        ("2011 | Dân số (Nghìn người)", Heading("2011", "Dân số (Nghìn người)")),
        ("2016-2023", Heading("2016-2023", "")),
        ("Năm 2024", Heading("Năm 2024", "")),
        ("So sánh 2023 với 2022", Heading("", "So sánh 2023 với 2022")),
        ("Mã 120245", Heading("", "Mã 120245")),
    ],
)
def test_a_heading_is_split_into_period_and_item(heading: str, expected: Heading) -> None:
    assert split_heading(heading) == expected


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_though_the_title_holds_others(delimiter: str) -> None:
    rows = [["Tỉnh", "2023", "2024"], ["Lào Cai", "14", "15"], ["Lai Châu", "12", "13"]]
    text = "Bảng 1: bác sĩ\n\n" + "\n".join(delimiter.join(row) for row in rows)
    assert find_delimiter(text) == delimiter


def test_decimal_commas_do_not_divide_a_semicolon_table() -> None:
    assert find_delimiter("Tỉnh;2023;2024\nLào Cai;14,1;14,5\nLai Châu;12,0;12,9\n") == ";"


def test_two_header_rows_and_a_footer_are_told_from_the_data(tmp_path: Path) -> None:
    text = "Bảng 2\n,2023,2023\nTỉnh,Bác sĩ,Y sĩ\nLào Cai,900,300\nNguồn: Sở Y tế,,\n"
    table = table_of(tmp_path, text.encode())
    assert table.structure.header_rows == 2
    assert table.header == ("Tỉnh", "2023 | Bác sĩ", "2023 | Y sĩ")
    assert table.body == (("Lào Cai", "900", "300"),)
    assert table.footers == ("Nguồn: Sở Y tế",)


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "utf-8"])
def test_a_byte_order_mark_decides_the_encoding(codec: str, tmp_path: Path) -> None:
    table = table_of(tmp_path, "Tỉnh,2023\nLào Cai,14\n".encode(codec))
    assert table.cells == (("Tỉnh", "2023"), ("Lào Cai", "14"))


def test_text_that_is_not_utf_8_is_read_as_western_and_said_so(tmp_path: Path) -> None:
    table = table_of(tmp_path, "Année,2023\nHà,14\n".encode("cp1252"))
    assert table.cells[1][0] == "Hà"
    assert table.notes[0].en == "a.csv: the text is not UTF-8; it was read as Windows-1252."


def test_tcvn3_bytes_are_read_only_when_the_charset_is_given(tmp_path: Path) -> None:
    data = "TØnh,2023\nLµo Cai,14\nNghÖ An,15\n§ång Nai,16\n".encode("latin-1")
    suggested = table_of(tmp_path, data)
    assert suggested.cells[3][0] == "§ång Nai"
    assert suggested.notes[1].vi == (
        "a.csv: văn bản có vẻ dùng bảng mã tcvn3; chưa sửa gì. Nếu đúng, hãy đọc lại với "
        'charset="tcvn3".'
    )
    asked = table_of(tmp_path, data, charset="tcvn3")
    assert [row[0] for row in asked.cells] == ["Tỉnh", "Lào Cai", "Nghệ An", "Đồng Nai"]


def test_an_unclosed_quote_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        table_of(tmp_path, 'Tỉnh,2023\n"Lào Cai,14\n'.encode())
    assert caught.value.en.startswith("a.csv, line 2: a quoted cell is not closed")


def test_an_unknown_charset_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        table_of(tmp_path, b"a,b\n", charset="abc")
    assert caught.value.en == (
        "“abc” is not a known charset. Use a Python codec name or one of tcvn3, tcvn3-upper, vni."
    )


def test_an_sdmx_csv_is_a_long_table_with_its_header(tmp_path: Path) -> None:
    text = "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nGSO:POP(1.0),VN,2023,100309.2\n"
    table = table_of(tmp_path, text.encode())
    assert table.header == ("DATAFLOW", "REF_AREA", "TIME_PERIOD", "OBS_VALUE")
    assert table.body == (("GSO:POP(1.0)", "VN", "2023", "100309.2"),)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "noise.csv"
    path.write_bytes(data)
    try:
        tables = read(path)
    except ReadError:
        return
    assert all(isinstance(cell, str) for t in tables for row in t.cells for cell in row)


def test_every_export_of_the_statistics_office_reads_with_its_header(shared: Path) -> None:
    for path in sorted((shared / "data" / "nso-pxweb-en").glob("*.csv")):
        (table,) = read(path)
        assert table.structure.title_rows == 2
        assert table.structure.header_rows == 1
        assert any(split_heading(text).period for text in table.header)
