"""Read the catalogue's data files: indicators, topics and units."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

from vnhealth.catalog.facts import Indicator, Topic, Unit
from vnhealth.catalog.records import build, read_yaml
from vnhealth.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = Path(__file__).parent
SECTION: Final = "mục "  # opens a qualifier that only names where a figure stands again
SUGGESTION_SCORE: Final = 60  # of 100, below which a suggestion would mislead

# One spelling for what is written in two ways: i/y, loan words, and the tone mark's place,
# which moves in an open syllable only ("hoà" is "hòa", but "hoàn" has one spelling).
SPELLING_VARIANTS: Final = MappingProxyType(
    {"sỹ": "sĩ", "tỷ": "tỉ", "kỹ": "kĩ", "mỹ": "mĩ", "lý": "lí", "quý": "quí"}
    | {"uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}
    | {"vắcxin": "vắc xin", "vaccine": "vắc xin", "vaccin": "vắc xin"}
)
OPEN_SYLLABLE_VARIANTS: Final = MappingProxyType(
    {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa"}
    | {"oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe"}
)

Entry = TypeVar("Entry")


@cache
def indicators() -> Mapping[str, Indicator]:
    """Return all indicators by id, in the catalogue's order.

    Examples
    --------
    >>> indicators()["doctors_per_10k"].multiplier
    10000
    """
    path = FOLDER / "indicators.yml"
    found = {}
    for key, entry in read_yaml(path).items():
        low, high = entry.get("plausible", (0, 0))
        parts = {"spellings": tuple(entry["spellings"]), "plausible": (float(low), float(high))}
        found[key] = build(Indicator, {"id": key, **entry, **parts}, path, key)
    return MappingProxyType(found)


@cache
def topics() -> Mapping[str, Topic]:
    """Return all topics by id, in their order.

    Examples
    --------
    >>> topics()["workforce"].name("vi")
    'Nhân lực y tế'
    """
    found = _entries(Topic, "topics.yml")
    return MappingProxyType(dict(sorted(found.items(), key=lambda pair: pair[1].order)))


@cache
def units() -> Mapping[str, Unit]:
    """Return the closed vocabulary of units by id.

    Examples
    --------
    >>> units()["per_10k"].long("vi")
    'trên 10.000 dân'
    """
    return MappingProxyType(_entries(Unit, "units.yml"))


def _entries(record: type[Entry], name: str) -> dict[str, Entry]:
    """Return the entries of the catalogue file `name` by id."""
    path = FOLDER / name
    return {
        str(key): build(record, {"id": key, **entry}, path, str(key))
        for key, entry in read_yaml(path).items()
    }


def indicator(indicator_id: str) -> Indicator:
    """Return the indicator with the id `indicator_id`.

    Raises
    ------
    UsageError
        There is no such id; the sentence names the closest one.

    Examples
    --------
    >>> indicator("doctors_per_10k").name("en")
    'Doctors per 10,000 population'
    """
    found = indicators().get(indicator_id)
    if found is not None:
        return found
    closest = _closest(indicator_id)
    raise UsageError(
        en=f"There is no indicator “{indicator_id}”.{closest and f' Did you mean {closest}?'} "
        "All of them: vnhealth list indicators.",
        vi=f"Không có chỉ số “{indicator_id}”.{closest and f' Có phải bạn muốn dùng {closest}?'} "
        "Xem đầy đủ: vnhealth list indicators.",
    )


def _closest(indicator_id: str) -> str:
    """Return the id most like `indicator_id`, or nothing when none is like it."""
    from rapidfuzz import fuzz, process

    match = process.extractOne(
        indicator_id, list(indicators()), scorer=fuzz.ratio, score_cutoff=SUGGESTION_SCORE
    )
    return match[0] if match else ""


def normalise_phrase(phrase: str) -> str:
    """Return `phrase` in one spelling: NFC, small letters, single spaces, i/y and tones.

    Examples
    --------
    >>> normalise_phrase("Bác  sỹ / vạn dân") == normalise_phrase("bác sĩ/vạn dân")
    True
    >>> normalise_phrase("sức khoẻ") == normalise_phrase("Sức khỏe")
    True
    """
    text = unicodedata.normalize("NFC", phrase).casefold().replace("\u00ad", "")
    text = re.sub(r"\s+", " ", text).strip(" .:;,")
    text = re.sub(r"\s*/\s*", "/", text)
    for variant, kept in SPELLING_VARIANTS.items():
        text = text.replace(variant, kept)
    for variant, kept in OPEN_SYLLABLE_VARIANTS.items():
        text = re.sub(rf"{variant}(?!\w)", kept, text)
    return text


@cache
def _by_phrase() -> Mapping[str, str]:
    """Return indicator ids by every normalised name and spelling."""
    found: dict[str, str] = {}
    for entry in indicators().values():
        names = (entry.name_vi, entry.name_en, entry.short_vi, entry.short_en, *entry.spellings)
        for name in names:
            found.setdefault(normalise_phrase(name), entry.id)
    return MappingProxyType(found)


def find_indicator(phrase: str) -> str | None:
    """Return the id of the indicator spelt `phrase`, or None: no guess is made.

    Examples
    --------
    >>> find_indicator("BÁC SỸ/VẠN DÂN")
    'doctors_per_10k'
    >>> find_indicator("bác sĩ giỏi") is None
    True
    """
    return _by_phrase().get(normalise_phrase(phrase))


def qualifier(text: str) -> str:
    """Return the English of a qualifier.

    Examples
    --------
    >>> qualifier("12 vắc xin"), qualifier("mục III.9")
    ('12 vaccines', 'section III.9')
    """
    if text.startswith(SECTION):
        return f"section {text.removeprefix(SECTION)}"
    return _qualifiers().get(text, text)


@cache
def _qualifiers() -> Mapping[str, str]:
    return MappingProxyType(dict(read_yaml(FOLDER / "qualifiers.yml")))


def locator(text: str) -> str:
    """Return the English of a locator in a document; that of a table cell is left as printed.

    Examples
    --------
    >>> locator("mục II.2, dòng 89"), locator("Lao Cai × 2016 Doctor")
    ('section II.2, line 89', 'Lao Cai × 2016 Doctor')
    """
    if "×" not in text:
        for phrase, english in read_yaml(FOLDER / "locators.yml").items():
            text = re.sub(rf"\b{phrase}\b", english, text)
    return text


@cache
def row_places(source_id: str) -> Mapping[str, str]:
    """Return the rows of a source that a name alone can't place: printed row to place id.

    An empty id says that the row belongs to a division of the country that isn't carried.

    Examples
    --------
    >>> row_places("mof-plan-2017")["TỔNG SỐ"]
    'vn'
    """
    return MappingProxyType(dict(read_yaml(FOLDER / "rows.yml").get(source_id, {})))


@cache
def vintages() -> Mapping[str, str]:
    """Return the Vietnamese of each source vintage that isn't Vietnamese already."""
    return MappingProxyType(dict(read_yaml(FOLDER / "vintages.yml")))
