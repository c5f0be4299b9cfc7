"""Legacy charsets by explicit wish, mojibake there and back, names out of question marks."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnhealth.errors import UsageError
from vnhealth.readers import (
    from_legacy,
    read,
    recover,
    recover_all,
    suggest_charset,
    undo_mojibake,
)

LOWER = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"


def letters(kind: str) -> dict[str, str]:
    from importlib import resources

    source = resources.files("vnhealth.readers") / "charsets" / f"{kind}.csv"
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    return {row["letter"]: bytes.fromhex(row["bytes"]).decode("latin-1") for row in rows}


@pytest.mark.parametrize("kind", ["tcvn3", "vni"])
def test_the_table_holds_every_vietnamese_letter_once(kind: str) -> None:
    table = letters(kind)
    assert {c for c in LOWER if not c.isascii()} <= set(table)
    assert len(set(table.values())) == len(table)


@pytest.mark.parametrize(
    ("printed", "charset", "text"),
    [
        # TCVN 5712:1993 (ABC), and VNI-Win, as their fonts show them
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "tcvn3", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "tcvn3", "Độc lập - Tự do - Hạnh phúc"),
        ("tØnh lµo cai", "tcvn3-upper", "TỈNH LÀO CAI"),
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "vni", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "vni", "Độc lập - Tự do - Hạnh phúc"),
        ("THÖØA THIEÂN HUEÁ", "vni", "THỪA THIÊN HUẾ"),
    ],
)
def test_legacy_text_becomes_unicode(printed: str, charset: str, text: str) -> None:
    assert from_legacy(printed, charset) == text


@pytest.mark.parametrize("kind", ["tcvn3", "vni"])
@given(text=st.text(alphabet=LOWER + " 0123456789", max_size=60))
def test_vietnamese_written_in_a_legacy_charset_reads_back(kind: str, text: str) -> None:
    table = letters(kind)
    assert from_legacy("".join(table.get(c, c) for c in text), kind) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sè gi­êng bÖnh trªn v¹n d©n", "tcvn3"),
        ("Soá giöôøng beänh treân vaïn daân", "vni"),
        ("Sá»‘ giÆ°á»\x9dng bá»‡nh", "utf-8 read as latin-1"),
        ("Số giường bệnh trên vạn dân", None),
        ("Beds per 10 000", None),
        ("Dân số trung bình", None),
    ],
)
def test_a_charset_is_suggested_from_the_look_of_the_words(text: str, expected: str | None) -> None:
    assert suggest_charset(text) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("TiÒnh;Bác siÞ\nÐôÌng Tháp;500\n".encode("cp1252"), 'charset="cp1258"'),
        ("Tỉnh;Bác sĩ\n".encode().decode("latin-1").encode(), "UTF-8 that was read as Latin-1"),
        ("TØnh;B¸c sÜ\nHµ Giang;1.092\n".encode(), 'charset="tcvn3"'),
    ],
)
def test_an_odd_csv_is_left_alone_and_its_charset_suggested(
    data: bytes, expected: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    (table,) = read(tmp_path / "a.csv")
    assert expected in " ".join(note.en for note in table.notes)
    assert "Tỉnh" not in table.cells[0]


def test_an_unknown_legacy_charset_is_refused() -> None:
    with pytest.raises(UsageError, match="tcvn3, tcvn3-upper, vni"):
        from_legacy("x", "viscii")


@given(st.text(alphabet=LOWER + LOWER.upper() + " ,.", min_size=1, max_size=60))
def test_utf_8_read_as_latin_1_goes_back(text: str) -> None:
    garbled = text.encode("utf-8").decode("latin-1")
    assert (undo_mojibake(garbled) or garbled) == text


@given(st.text(max_size=60))
def test_no_text_crashes_the_suggestion(text: str) -> None:
    suggest_charset(text)
    undo_mojibake(text)


def test_a_name_with_question_marks_is_recovered_or_left_open() -> None:
    names = ["Hà Nội", "Hà Nam", "Đà Nẵng", "Đắk Lắk", "Đắk Nông"]
    certain, left = recover_all(["H? N?i", "Ðà N?ng", "??k ???k", "Huế"], names)
    assert certain == {"H? N?i": "Hà Nội", "Ðà N?ng": "Đà Nẵng"}
    assert [case.printed for case in left] == ["??k ???k", "Huế"]
    assert recover("?? N??", ["Hà Nam", "Đà Nẵm"]).text is None


def test_an_ambiguous_text_lists_every_name_it_can_be() -> None:
    found = recover("Hòa B?nh", ["Hòa Bình", "Hòa Bính", "Hòa Bạnh"])
    assert found.is_ambiguous
    assert found.matches == ("Hòa Bình", "Hòa Bính", "Hòa Bạnh")


def test_the_export_of_question_marks_is_recovered_through_the_clean_workbook(shared: Path) -> None:
    folder = shared / "data" / "nso-pxweb-vi"
    (lossy,) = read(folder / "V02.01_2011-2022_lossy-ascii.csv")
    (clean,) = read(folder / "V02.01_2011-2022.xlsx")
    right = [row[0] for row in clean.body]
    certain, left = recover_all([row[0] for row in lossy.body], right)
    assert len(certain) + len(left) == len(lossy.body)
    assert [certain.get(row[0]) for row in lossy.body if row[0] in certain] == [
        name for row, name in zip(lossy.body, right, strict=False) if row[0] in certain
    ]
    assert len(left) <= 2
