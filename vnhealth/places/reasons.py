"""The sentences that say why a name was decided, refused or left open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from vnhealth.places.model import Place, Sentence
from vnhealth.places.registry import registry

_LEVELS_VI = {
    "country": "cả nước",
    "region": "vùng",
    "province": "tỉnh, thành phố",
    "district": "cấp huyện",
}
_BOUNDARIES_EN = {"63": "until June 2025", "34": "from July 2025"}
_BOUNDARIES_VI = {"63": "đến tháng 6/2025", "34": "từ tháng 7/2025"}


def listed(place_ids: Iterable[str], language: str) -> str:
    """Return "63-10 (tỉnh Lào Cai, đến tháng 6/2025), …" for a sentence."""
    when = _BOUNDARIES_EN if language == "en" else _BOUNDARIES_VI
    return "; ".join(
        f"{p.place_id} ({', '.join(filter(None, (p.full_name(language), when.get(p.boundaries))))})"
        for p in (registry()[each] for each in place_ids)
    )


def shown_day(day: date) -> tuple[str, str]:
    """Return a date as a sentence prints it, in English and in Vietnamese."""
    return f"{day.day} {day:%B} {day.year}", f"{day:%d/%m/%Y}"


def decided(chosen: Place, lossy: bool, notes: Sequence[Sentence]) -> Sentence:
    """Return the sentence for a name that means one place."""
    lost_en = " is the only place that fits the letters left" if lossy else ""
    lost_vi = " là nơi duy nhất khớp với các chữ còn lại" if lossy else ""
    en = [f"{chosen.full_name('en')}{lost_en}."] + [n.en for n in notes]
    vi = [f"{chosen.full_name('vi')}{lost_vi}."] + [n.vi for n in notes]
    return Sentence(" ".join(_capital(s) for s in en), " ".join(_capital(s) for s in vi))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def empty() -> Sentence:
    """Return the sentence for a text without a name."""
    return Sentence("There is no name here.", "Không có tên ở đây.")


def too_long(limit: int) -> Sentence:
    """Return the sentence for a text too long to be a name."""
    return Sentence(
        f"The text is longer than {limit} characters, so it is not a place name.",
        f"Văn bản dài hơn {limit} ký tự nên không phải là một địa danh.",
    )


def unknown(near: Sequence[str]) -> Sentence:
    """Return the sentence for a name the catalogue does not know."""
    if not near:
        return Sentence(
            "No place of the catalogue has this name.",
            "Không có địa phương nào trong danh mục mang tên này.",
        )
    return Sentence(
        f"No place of the catalogue has this name. Did you mean {listed(near, 'en')}?",
        f"Không có địa phương nào trong danh mục mang tên này. Có phải là {listed(near, 'vi')}?",
    )


def divided(now: Sequence[str]) -> Sentence:
    """Return the sentence for a province divided before the figures begin."""
    return Sentence(
        f"This province was divided before the catalogue begins; its land lay in "
        f"{listed(now, 'en')}.",
        f"Tỉnh này đã được chia tách trước thời kỳ của danh mục; địa bàn thuộc "
        f"{listed(now, 'vi')}.",
    )


def not_of_kind(ids: Sequence[str]) -> Sentence:
    """Return the sentence for a type that no place of that name has."""
    return Sentence(
        f"The catalogue has no place of this name and type; there is {listed(ids, 'en')}.",
        f"Danh mục không có địa phương nào đúng cả tên và loại này; chỉ có {listed(ids, 'vi')}.",
    )


def not_of_level(ids: Sequence[str], level: str) -> Sentence:
    """Return the sentence for a level that no place of that name has."""
    return Sentence(
        f"No {level} has this name; there is {listed(ids, 'en')}.",
        f"Không có đơn vị {_LEVELS_VI[level]} nào mang tên này; chỉ có {listed(ids, 'vi')}.",
    )


def not_on_boundaries(ids: Sequence[str], boundaries: str) -> Sentence:
    """Return the sentence for a name that is not one of 63, or of 34."""
    return Sentence(
        f"No place has this name on the boundaries {_BOUNDARIES_EN[boundaries]}; "
        f"see {listed(ids, 'en')}.",
        f"Không có địa phương nào mang tên này theo địa giới {_BOUNDARIES_VI[boundaries]}; "
        f"xem {listed(ids, 'vi')}.",
    )


def not_on_day(ids: Sequence[str], day: date) -> Sentence:
    """Return the sentence for a name no place had on a day."""
    en, vi = shown_day(day)
    return Sentence(
        f"No place had this name on {en}; see {listed(ids, 'en')}.",
        f"Vào ngày {vi} không có địa phương nào mang tên này; xem {listed(ids, 'vi')}.",
    )


def elsewhere(ids: Sequence[str], named: str) -> Sentence:
    """Return the sentence for a place that is not where the text says."""
    return Sentence(
        f'The words "{named}" do not go with the name; see {listed(ids, "en")}.',
        f'Các chữ "{named}" không khớp với tên; xem {listed(ids, "vi")}.',
    )


def ask(ids: Sequence[str], *, by_day: bool, by_level: bool) -> Sentence:
    """Return the sentence that asks for the date, for the level, or for both."""
    en, vi = [], []
    if by_day:
        en.append("give the date (--on YYYY-MM-DD)")
        vi.append("cho biết ngày (--on YYYY-MM-DD)")
    if by_level:
        en.append('say "tỉnh" or "thành phố" before the name')
        vi.append('ghi rõ "tỉnh" hay "thành phố" trước tên')
    return Sentence(
        f"The name can mean {listed(ids, 'en')}: {' and '.join(en) or 'give the place id'}.",
        f"Tên này có thể là {listed(ids, 'vi')}: hãy {' và '.join(vi) or 'dùng mã địa phương'}.",
    )
