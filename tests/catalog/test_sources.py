"""A source.yml is read whole, and every fault of it is named at once."""

from __future__ import annotations

import pytest

from vnhealth.catalog import source, sources
from vnhealth.errors import DataError, UsageError

GOOD = """\
id: yen-bai-2024
kind: document
title_vi: "Kế hoạch"
title_en: "Plan"
issuer_vi: "Ủy ban"
issuer_en: "Committee"
document_number: ""
date: 2024-01-15
place_id: "63-15"
language: vi
number_style: vi
vintage: ""
licence: "CC-BY-4.0"
how_taken: "by hand"
original: {name: "plan.pdf", sha256: ""}
tables:
  - {file: cells.csv, title_vi: "Số liệu", title_en: "Figures", layout: cells, sha256: HASH}
""".replace("HASH", "0" * 64)


@pytest.fixture
def write(tmp_path):
    def write_source(text: str, folder: str = "yen-bai-2024"):
        place = tmp_path / folder
        place.mkdir()
        (place / "cells.csv").write_text("cell\n", encoding="utf-8")
        (place / "source.yml").write_text(text, encoding="utf-8")
        return tmp_path

    return write_source


def test_a_source_is_read_with_its_date_as_text(write):
    (found,) = sources(write(GOOD))
    assert found.date == "2024-01-15"
    assert found.title("vi") == "Kế hoạch"
    assert found.original.name == "plan.pdf"
    assert found.tables[0].layout == "cells"
    assert found.folder.name == "yen-bai-2024"


def test_a_missing_and_an_unknown_key_are_named_together(write):
    raw = write(GOOD.replace("licence:", "license:"))
    with pytest.raises(DataError) as caught:
        sources(raw)
    path = raw / "yen-bai-2024" / "source.yml"
    english = caught.value.message("en")
    assert english.startswith(f"In {path}, source: missing licence; unknown license. Allowed keys:")
    vietnamese = caught.value.message("vi")
    assert vietnamese.startswith(f"Trong {path}, source: thiếu licence; lạ license. Khóa hợp lệ:")


def test_values_that_are_not_allowed_are_named_together(write):
    raw = write(GOOD.replace("kind: document", "kind: letter").replace("0" * 64, "abc"))
    with pytest.raises(DataError) as caught:
        sources(raw)
    assert caught.value.message("en") == (
        f"In {raw / 'yen-bai-2024' / 'source.yml'}: kind is “letter”, allowed: document, table; "
        "tables[1].sha256 must be 64 hexadecimal digits."
    )
    assert caught.value.message("vi") == (
        f"Trong {raw / 'yen-bai-2024' / 'source.yml'}: khóa kind là “letter”, chỉ được dùng: "
        "document, table; tables[1].sha256 phải gồm 64 chữ số thập lục phân."
    )


def test_a_folder_with_another_name_than_its_source_is_refused(write):
    with pytest.raises(DataError, match="yen-bai-2024"):
        sources(write(GOOD, folder="yen-bai"))


def test_a_file_that_is_not_yaml_is_refused_with_its_place(write):
    with pytest.raises(DataError) as caught:
        sources(write("id: [1"))
    assert "is not valid YAML" in caught.value.message("en")
    assert "không đúng cú pháp YAML" in caught.value.message("vi")


def test_a_wide_table_must_name_its_indicator_and_role(write):
    raw = write(GOOD.replace("layout: cells", "layout: wide"))
    with pytest.raises(DataError) as caught:
        sources(raw)
    english = caught.value.message("en")
    assert "tables[1].role is “”" in english
    assert "tables[1].indicator is empty" in english


def test_an_unknown_source_names_those_there_are(write):
    raw = write(GOOD)
    assert source(raw, "yen-bai-2024").kind == "document"
    with pytest.raises(UsageError) as caught:
        source(raw, "lao-cai")
    assert caught.value.message("en") == (
        f"There is no source “lao-cai” in {raw}. There are: yen-bai-2024."
    )


def test_a_scale_that_is_no_number_is_refused_with_its_place(write):
    raw = write(GOOD.replace("layout: cells,", "layout: cells, scale: thousand,"))
    with pytest.raises(DataError) as caught:
        sources(raw)
    assert caught.value.message("en") == (
        f"In {raw / 'yen-bai-2024' / 'source.yml'}, tables[1]: scale is “thousand”, "
        "expected a whole number."
    )
