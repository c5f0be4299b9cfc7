"""Workbooks: number cells as they show, hidden rows said so, limits before memory."""

from __future__ import annotations

import datetime as dt
import random
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt

from vnhealth.errors import ReadError
from vnhealth.readers import Limits, RawTable, read
from vnhealth.readers.compound import SIGNATURE


def saved(book: openpyxl.Workbook, folder: Path, name: str = "a.xlsx") -> Path:
    path = folder / name
    book.save(path)
    return path


def edited(path: Path, part: str, change: tuple[str, str]) -> Path:
    """Return a copy of a zipped file with one text of one part exchanged."""
    copy = path.with_name(f"edited-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == part:
                assert change[0].encode() in data
                data = data.replace(change[0].encode(), change[1].encode())
            new.writestr(entry.filename, data)
    return copy


def only(tables: list[RawTable]) -> RawTable:
    (table,) = tables
    return table


@pytest.fixture
def shown(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Tỉnh", "Giường", "Tỷ lệ", "Ngày", "Ghi"])
    sheet.append(["Lào Cai", 1092, 0.865, dt.date(2024, 3, 5), 14.5])
    sheet["B2"].number_format = "#,##0"
    sheet["C2"].number_format = "0.0%"
    sheet["D2"].number_format = "dd/mm/yyyy"
    return saved(book, tmp_path)


def test_number_cells_are_shown_by_their_format_with_vietnamese_separators(shown: Path) -> None:
    assert only(read(shown)).body == (("Lào Cai", "1.092", "86,5%", "05/03/2024", "14,5"),)


def test_number_cells_can_be_shown_with_english_separators(shown: Path) -> None:
    table = only(read(shown, number_style="en"))
    assert table.body == (("Lào Cai", "1,092", "86.5%", "05/03/2024", "14.5"),)


def test_what_the_format_hides_of_a_number_is_kept_beside_the_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Tỉnh", "Chi"])
    book.active.append(["Hà Giang", 7127399.432256])
    book.active["B2"].number_format = "#,##0"
    table = only(read(saved(book, tmp_path)))
    assert table.cells[1][1] == "7.127.399"
    assert table.stored == {(1, 1): "7127399.432256"}


def test_a_merged_header_of_two_rows_gives_one_heading_a_column(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Bảng 1. Nhân lực"])
    sheet.append([])
    sheet.append(["Tỉnh", "2023", None, "2024", None])
    sheet.append([None, "Bác sĩ", "Y sĩ", "Bác sĩ", "Y sĩ"])
    sheet.append(["Lào Cai", 900, 300, 950, 280])
    sheet.append(["Ghi chú: số cuối năm"])
    for area in ("A3:A4", "B3:C3", "D3:E3"):
        sheet.merge_cells(area)
    table = only(read(saved(book, tmp_path)))
    assert table.titles == ("Bảng 1. Nhân lực",)
    assert table.header == ("Tỉnh", "2023 | Bác sĩ", "2023 | Y sĩ", "2024 | Bác sĩ", "2024 | Y sĩ")
    assert table.body == (("Lào Cai", "900", "300", "950", "280"),)
    assert table.footers == ("Ghi chú: số cuối năm",)
    assert str(table.locator(4, 1)) == "a.xlsx, trang tính Sheet, dòng 5, cột 2"


def test_several_tables_of_a_sheet_are_told_apart_and_keep_their_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Bảng 1"],
        ["Tỉnh", "2023"],
        ["Lào Cai", 900],
        [],
        ["Bảng 2"],
        ["Tỉnh", "2024"],
        ["Lai Châu", 500],
    ):
        book.active.append(row)
    first, second = read(saved(book, tmp_path))
    assert (first.titles, first.body) == (("Bảng 1",), (("Lào Cai", "900"),))
    assert (second.titles, second.body) == (("Bảng 2",), (("Lai Châu", "500"),))
    assert second.locator(2, 1).row == 7


def test_hidden_rows_columns_and_sheets_are_read_and_said_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Tỉnh", "2023", "2024"])
    sheet.append(["Lào Cai", 900, 950])
    sheet.append(["Lai Châu", 500, 510])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    hidden = book.create_sheet("Ẩn")
    hidden.append(["Tỉnh", "2023"])
    hidden.append(["Sơn La", 700])
    hidden.sheet_state = "hidden"
    first, second = read(saved(book, tmp_path))
    assert first.body[1] == ("Lai Châu", "500", "510")
    assert first.hidden_rows == {2}
    assert first.hidden_columns == {2}
    assert [n.en for n in first.notes] == [
        "1 hidden rows are among the cells: 3.",
        "1 hidden columns are among the cells: C.",
    ]
    assert [n.vi for n in second.notes] == ["Trang tính “Ẩn” bị ẩn."]


def test_a_formula_without_a_computed_value_is_left_empty_and_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Tỉnh", "2023", "2024"])
    book.active.append(["Lào Cai", 900, "=B2+1"])
    table = only(read(saved(book, tmp_path)))
    assert table.body == (("Lào Cai", "900", ""),)
    assert table.notes[0].en == (
        "1 formula cells hold no computed value and are left empty (C2). "
        "Open and save the file in a spreadsheet program."
    )


def test_a_sheet_padded_with_formats_to_its_last_row_ends_with_its_last_filled_row(
    tmp_path: Path,
) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("M09")
    sheet.write(0, 0, "Tỉnh")
    sheet.write(0, 1, "2023")
    sheet.write(1, 0, "Lào Cai")
    sheet.write(1, 1, 900)
    for row in range(2, 65535, 400):
        sheet.write(row, 0, None)
    sheet.write(65534, 0, None)
    path = tmp_path / "a.xls"
    book.save(str(path))
    assert only(read(path)).height == 2


def test_an_xls_gives_formats_hidden_rows_and_dates_as_an_xlsx_does(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Tổng hợp")
    for column, text in enumerate(("Tỉnh", "Chi", "Tỷ lệ", "Ngày")):
        sheet.write(0, column, text)
    sheet.write(1, 0, "Lào Cai")
    sheet.write(1, 1, 3353794, xlwt.easyxf(num_format_str="#,##0"))
    sheet.write(1, 2, 0.95, xlwt.easyxf(num_format_str="0%"))
    sheet.write(1, 3, dt.date(2024, 1, 31), xlwt.easyxf(num_format_str="D/M/YYYY"))
    sheet.row(1).hidden = True
    path = tmp_path / "a.xls"
    book.save(str(path))
    table = only(read(path))
    assert table.body == (("Lào Cai", "3.353.794", "95%", "31/1/2024"),)
    assert table.hidden_rows == {1}
    assert table.sheet == "Tổng hợp"


def test_an_ods_gives_the_text_that_the_file_itself_shows(tmp_path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="Bảng")
    for number, texts in enumerate((("Tỉnh", "Tỷ lệ"), ("Lào Cai", "86,5%"), ("Ẩn", "1%"))):
        row = TableRow(visibility="collapse") if number == 2 else TableRow()
        for column, text in enumerate(texts):
            is_number = number and column
            cell = (
                TableCell(valuetype="percentage", value="0.865")
                if is_number
                else TableCell(valuetype="string")
            )
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    padding = TableRow(numberrowsrepeated="1048573")
    padding.addElement(TableCell(numbercolumnsrepeated="1024"))
    table.addElement(padding)
    document.spreadsheet.addElement(table)
    path = tmp_path / "a.ods"
    document.save(str(path))
    found = only(read(path))
    assert found.body == (("Lào Cai", "86,5%"), ("Ẩn", "1%"))
    assert found.hidden_rows == {2}


def test_text_in_tcvn3_is_left_alone_and_the_charset_suggested(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["TØnh", "Sè gi­êng bÖnh"])
    book.active.append(["Lµo Cai", 1092])
    path = saved(book, tmp_path)
    table = only(read(path))
    assert table.cells[0] == ("TØnh", "Sè gi­êng bÖnh")
    assert "tcvn3" in table.notes[-1].en
    assert only(read(path, charset="tcvn3")).cells[0] == ("Tỉnh", "Số giường bệnh")


def test_a_sheet_of_a_billion_cells_is_refused_before_it_takes_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Tỉnh"
    book.active.cell(1_000_000, 1000, 1)
    with pytest.raises(ReadError) as caught:
        read(saved(book, tmp_path))
    assert caught.value.en == (
        "a.xlsx, sheet “Sheet”: the filled cells span 1,000,000 rows and 1,000 columns; at most "
        "5,000,000 cells are read. Look for a stray cell far right or far down and delete it, or "
        "save the table alone in a new file."
    )
    assert caught.value.vi.startswith(
        "a.xlsx, trang tính “Sheet”: vùng có dữ liệu trải trên 1.000.000 dòng và 1.000 cột;"
    )


def test_a_repeated_cell_of_an_ods_counts_for_the_limit(tmp_path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="Bảng")
    row = TableRow(numberrowsrepeated="1000000")
    cell = TableCell(valuetype="float", value="1", numbercolumnsrepeated="1000")
    cell.addElement(P(text="1"))
    row.addElement(cell)
    table.addElement(row)
    document.spreadsheet.addElement(table)
    path = tmp_path / "a.ods"
    document.save(str(path))
    with pytest.raises(ReadError, match=re.escape("1.000.000 dòng và 1.000 cột")):
        read(path)


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 20_000_000)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.en == (
        "bomb.xlsx: unpacked, the file would take 20,000,011 bytes, far more than its size on "
        "disk allows for; it was not opened."
    )


def test_macros_are_not_run_and_said_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Tỉnh", "2023"])
    book.active.append(["Lào Cai", 900])
    path = saved(book, tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macros")
    assert only(read(path)).notes[0].vi == "Tệp có macro; macro không được chạy."


def test_an_encrypted_workbook_says_so(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("A").write(0, 0, "x")
    path = tmp_path / "a.xls"
    book.save(str(path))
    data = path.read_bytes()
    name = "Workbook".encode("utf-16-le")
    assert name in data
    at = data.index(name)
    longer = "EncryptedPackage".encode("utf-16-le")
    entry = bytearray(data[at : at + 128])
    entry[: len(longer)] = longer
    entry[64] = len(longer) + 2
    path.write_bytes(data[:at] + bytes(entry) + data[at + 128 :])
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.en == (
        "a.xls: the file is encrypted. Remove its password and save it again."
    )


def test_an_old_workbook_with_a_password_record_says_so(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("A").write(0, 0, "x" * 2000)
    path = tmp_path / "a.xls"
    book.save(str(path))
    data = path.read_bytes()
    # [MS-XLS] record 0x0042 (CodePage) is exchanged for 0x002F (FilePass), of the same length
    assert data.count(b"\x42\x00\x02\x00") == 1
    path.write_bytes(data.replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00"))
    with pytest.raises(ReadError, match="mật khẩu"):
        read(path)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_cut_workbook_is_damaged_not_a_crash(shown: Path, share: float, tmp_path: Path) -> None:
    data = shown.read_bytes()
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ReadError) as caught:
        read(cut)
    assert caught.value.en == (
        "cut.xlsx: the file is damaged or is not what its name says. "
        "Open it in its own program, save it again and retry."
    )


def test_no_noise_in_an_xls_crashes_the_reader(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    for row in range(40):
        sheet.write(row, 0, f"Tỉnh {row}")
        sheet.write(row, 1, row * 1.5)
    path = tmp_path / "a.xls"
    book.save(str(path))
    data = path.read_bytes()
    assert data.startswith(SIGNATURE)
    chance = random.Random(20)
    for _ in range(150):
        noisy = bytearray(data)
        for _ in range(12):
            noisy[chance.randrange(8, len(noisy))] = chance.randrange(256)
        path.write_bytes(noisy)
        try:
            read(path)
        except ReadError:
            continue


def test_the_limit_is_a_setting(shown: Path) -> None:
    with pytest.raises(ReadError, match="tối đa 9 ô"):
        read(shown, limits=Limits(cells=9))


def test_entities_of_a_workbook_are_not_expanded(shown: Path) -> None:
    path = edited(
        shown,
        "xl/worksheets/sheet1.xml",
        ("<worksheet", '<!DOCTYPE x [<!ENTITY e "eeee">]><worksheet'),
    )
    try:
        tables = read(path)
    except ReadError:
        return
    assert "eeee" not in str(tables)


def test_the_clean_vietnamese_workbook_of_the_statistics_office_reads_whole(shared: Path) -> None:
    table = only(read(shared / "data" / "nso-pxweb-vi" / "V02.01_2011-2022.xlsx"))
    assert table.header[1] == "2011 | Dân số trung bình (Nghìn người)"
    assert table.body[0][:3] == ("CẢ NƯỚC", "88145,83", "89202,89")


def test_the_finance_ministrys_table_by_province_is_found_under_its_merged_header(
    shared: Path,
) -> None:
    tables = read(shared / "data" / "mof-budget" / "Final_2011.xls")
    table = next(t for t in tables if t.sheet == "M09+")
    assert table.header[8] == "BỔ SUNG TỪ NSTW CHO NSĐP | BỔ SUNG CÓ MỤC TIÊU | Vốn ngoài nước"
    assert table.body[0][1:3] == ("TỔNG SỐ", "824.316.744")
    assert table.stored[table.body_start, 2] == "824316744.34445"
    assert table.footers == ("Ghi chú: (1) Bao gồm cả chuyển nguồn, kết dư,…",)


def test_an_error_value_is_a_text_of_its_cell_not_a_blank(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Tỉnh", "Tỷ lệ"])
    book.active.append(["Lào Cai", "#DIV/0!"])
    old = xlwt.Workbook()
    sheet = old.add_sheet("a")
    for row, (name, share) in enumerate([("Tỉnh", "Tỷ lệ"), ("Lào Cai", None)]):
        sheet.write(row, 0, name)
        if share:
            sheet.write(row, 1, share)
    sheet.row(1).set_cell_error(1, "#DIV/0!")
    old.save(tmp_path / "a.xls")
    for path in (saved(book, tmp_path), tmp_path / "a.xls"):
        assert only(read(path)).cells[1] == ("Lào Cai", "#DIV/0!")
