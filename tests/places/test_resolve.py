"""Real printed names and their ordinary variants mean one place, or are refused."""

from __future__ import annotations

import csv
import io
import re
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnhealth.errors import UsageError
from vnhealth.places import Place, place, places, resolve, rows
from vnhealth.places.names import fold

PROVINCES = [*places("63", "province", historical=True), *places("34", "province")]
OF_A_PROVINCE = {"boundaries": "63", "level": "province"}


def test_663_of_the_665_budget_spellings_mean_their_province_and_none_another(
    shared: Path,
) -> None:
    text = (shared / "data/mof-budget/Provinces.csv").read_text(encoding="utf-8")
    wanted = {fold(p.name_en): p.place_id for p in places("63", "province", historical=True)}
    refused = []
    printed = list(csv.DictReader(io.StringIO(text)))
    for row in printed:
        match = resolve(row["original"], boundaries="63", level="province")
        if match.place_id is None:
            refused.append(row["original"])
        else:
            assert match.place_id == wanted[fold(row["fixed"])], row
    assert len(printed) == 665
    assert refused == ["Hà Bắc (cũ)", "Hà Bắc"]


def test_every_row_of_the_english_exports_by_province_means_one_place(shared: Path) -> None:
    names = set()
    for file in (shared / "data/nso-pxweb-en").glob("*by province*.csv"):
        lines = csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig")), delimiter=";")
        names |= {line[0] for line in lines if len(line) > 5}
    names -= {"Cities, provincies", "Unidentified"}
    found = {name: resolve(name, boundaries="63").place_id for name in names}
    refused = {name for name, place_id in found.items() if place_id is None}
    assert refused == {"Cao Bang"}  # without a level it can be the city
    assert resolve("Cao Bang", boundaries="63", level="province").place_id == "63-04"
    assert len({i for i in found.values() if i}) == 1 + 6 + 64 - 1


@pytest.mark.parametrize("decoding", ["cp1252", "utf-8"])
def test_the_export_that_lost_its_accents_is_recovered_whole(shared: Path, decoding: str) -> None:
    folder = shared / "data/nso-pxweb-vi"
    lossy = (folder / "V02.01_2011-2022_lossy-ascii.csv").read_bytes()
    lines = csv.reader(io.StringIO(lossy.decode(decoding, errors="replace")))
    names = [line[0] for line in lines if len(line) > 1][1:]
    clean_text = (folder / "V02.01_2013_MIT.csv").read_text(encoding="utf-8-sig")
    clean = [line[0] for line in csv.reader(io.StringIO(clean_text)) if len(line) > 1][1:]
    level = {"Cao Bằng": "province", "Cao B?ng": "province"}
    day = date(2022, 12, 31)
    recovered = [resolve(name, on=day, level=level.get(name)).place_id for name in names]
    assert recovered == [resolve(name, on=day, level=level.get(name)).place_id for name in clean]
    assert None not in recovered
    assert len(set(recovered)) == 1 + 6 + 63


@pytest.mark.parametrize(
    ("file", "pattern", "place_id"),
    [
        ("000", r"thị xã Sa Pa", "63-10-088"),
        ("000", r"tỉnh\s+Lào\s+Cai|TỈNH\s+LÀO\s+CAI|Tỉnh ủy (Lào Cai)", "63-10"),
        ("001", r"tỉnh Lai Châu", "63-12"),
        ("002", r"huyện Mường khương", "63-10-083"),
        ("002", r"huyện Si Ma Cai", "63-10-084"),
        ("002", r"huyện Văn Bàn", "63-10-089"),
        ("003", r"tỉnh Quảng Ninh", "63-22"),
        ("003", r"TP\. Hạ Long", "63-22-193"),
        ("003", r"TP\. Cẩm Phả", "63-22-195"),
        ("003", r"Thành phố Hồ Chí Minh", "63-79"),
        ("003", r"tỉnh Phú Thọ", "63-25"),
        ("004", r"thành phố Cao Bằng", "63-04-040"),
    ],
)
def test_the_places_of_the_documents_are_known(
    shared: Path, file: str, pattern: str, place_id: str
) -> None:
    (document,) = (shared / "documents").glob(f"{file}*")
    match = re.search(pattern, document.read_text(encoding="utf-8"))
    assert match is not None
    printed = match.group(match.lastindex or 0)
    assert resolve(printed, on=date(2023, 6, 30)).place_id == place_id


def _variants(known: Place) -> list[str]:
    name = known.name_vi
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return [
        name,
        name.upper(),
        name.lower(),
        plain,
        plain.replace(" ", ""),
        plain.upper(),
        known.name_en,
        unicodedata.normalize("NFD", name),
        name.replace("Đ", "Ð"),
        name.replace(" ", "\u00a0"),
        name.replace(" ", "  "),
        f"  {name}\t",
        name.replace(" - ", "-"),
        name.replace(" - ", " – "),
        f"{known.type_vi} {name}",
        f"{known.type_vi.upper()} {name.upper()}",
        f"{plain} {known.type_en}",
        f"7. {name}",
        f"{name} (1)",
        f"{name}*",
        f"{name}, Việt Nam",
        "".join(f"<U+{ord(c):04X}>" if ord(c) > 127 else c for c in name),
        name.encode().decode("latin-1"),
    ]


@pytest.mark.parametrize("known", PROVINCES, ids=lambda p: p.place_id)
def test_ordinary_variants_of_every_province_mean_it(known: Place) -> None:
    for variant in _variants(known):
        match = resolve(variant, boundaries=known.boundaries, level="province")
        assert match.place_id == known.place_id, variant


@pytest.mark.parametrize("known", PROVINCES, ids=lambda p: p.place_id)
def test_a_wrong_letter_never_makes_one_province_another(known: Place) -> None:
    name = known.name_vi
    for at in range(len(name)):
        for changed in (name[:at] + name[at + 1 :], name[:at] + "w" + name[at + 1 :]):
            match = resolve(changed, boundaries=known.boundaries, level="province")
            assert match.place_id in (None, known.place_id), changed


def test_ha_nam_is_not_quang_nam_and_ha_nan_gets_a_suggestion() -> None:
    assert resolve("Ha Nam").place_id == "63-35"
    match = resolve("Ha Nan")
    assert match.place_id is None
    assert match.candidates[0] == "63-35"
    assert match.reason_en.startswith(
        "No place of the catalogue has this name. Did you mean 63-35 (Ha Nam province"
    )
    assert match.reason_vi.startswith(
        "Không có địa phương nào trong danh mục mang tên này. Có phải là 63-35 (tỉnh Hà Nam"
    )


def test_an_ambiguous_name_asks_for_what_would_decide() -> None:
    assert resolve("Lào Cai").reason_en == (
        "The name can mean 63-10 (Lao Cai province, until June 2025); "
        "34-15 (Lao Cai province, from July 2025): give the date (--on YYYY-MM-DD)."
    )
    assert resolve("Cao Bằng", on=date(2024, 1, 1)).reason_vi == (
        "Tên này có thể là 63-04 (tỉnh Cao Bằng, đến tháng 6/2025); 63-04-040 (thành phố Cao Bằng, "
        'đến tháng 6/2025): hãy ghi rõ "tỉnh" hay "thành phố" trước tên.'
    )


def test_can_tho_before_2004_says_that_hau_giang_is_in_it() -> None:
    match = resolve("Cần Thơ", on=date(2003, 12, 31))
    assert match.place_id == "63-92"
    assert "include Hau Giang" in match.reason_en
    assert "Hau Giang" not in resolve("Cần Thơ", on=date(2004, 1, 1)).reason_en


def test_level_and_boundaries_of_the_table_decide() -> None:
    assert resolve("Cao Bằng", boundaries="63", level="province").place_id == "63-04"
    assert resolve("Cao Bằng", boundaries="63", level="district").place_id == "63-04-040"
    assert resolve("Cao Bằng", boundaries="34").place_id == "34-04"
    assert resolve("Sa Pa", level="province").place_id is None
    assert resolve("Sa Pa", boundaries="34").place_id is None


def test_a_row_has_the_columns_of_the_command() -> None:
    assert rows(["Hà Giang"]) == [
        {
            "text": "Hà Giang",
            "place_id": "63-02",
            "name": "Hà Giang",
            "boundaries": "63",
            "level": "province",
            "candidates": ["63-02"],
            "reason": "Tỉnh Hà Giang.",
        }
    ]
    assert rows(["Lào Cai"], on=date(2024, 1, 1))[0]["place_id"] == "63-10"
    assert rows(["Lào Cai"])[0]["place_id"] is None


def test_a_wrong_level_is_a_fault_of_the_call() -> None:
    with pytest.raises(UsageError):
        resolve("Lào Cai", level="tỉnh")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_no_text_crashes_the_reader(text: str) -> None:
    match = resolve(text)
    assert match.text == text
    if match.place_id is not None:
        assert place(match.place_id).name_vi == match.name


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="?\ufffd aàhnộigT.P-()<U+1E>,*/\n0", max_size=60))
def test_no_mix_of_marks_crashes_the_reader(text: str) -> None:
    resolve(text, on=date(2024, 1, 1))


@pytest.mark.parametrize("piece", ["?", "Hà Nội ", "(", "<U+", "\u0301", "- ", "Lào Cai, ", "1."])
def test_a_very_long_text_is_refused_at_once(piece: str) -> None:
    started = time.perf_counter()
    for length in (299, 1_000_000):
        assert resolve((piece * length)[:length]).place_id is None
    assert time.perf_counter() - started < 1.0
