"""The sentences that say why a figure was not carried to other boundaries."""

from __future__ import annotations

from collections.abc import Sequence

from vnhealth.places.model import Place, Sentence
from vnhealth.places.registry import registry


def _names(place_ids: Sequence[str]) -> tuple[str, str]:
    found = [registry()[each] for each in place_ids]
    return ", ".join(p.name_en for p in found), ", ".join(p.name_vi for p in found)


def no_counterpart(whole: Place) -> Sentence:
    """Return the sentence for a region or district, which other boundaries do not know."""
    return Sentence(
        f"{whole.full_name('en')} ({whole.place_id}) has no counterpart on the other boundaries.",
        f"{whole.full_name('vi')} ({whole.place_id}) không có đơn vị tương ứng theo địa giới kia.",
    )


def not_divisible(whole: Place) -> Sentence:
    """Return the sentence for a merged province that can't be split again."""
    return Sentence(
        f"A figure of {whole.full_name('en')} cannot be divided among its former provinces.",
        f"Không thể chia số liệu của {whole.full_name('vi')} cho các tỉnh cũ.",
    )


def repeated() -> Sentence:
    """Return the sentence for two figures of one place under one key."""
    return Sentence(
        "One of the places has two figures for the same period, role and source.",
        "Một địa phương có hai số liệu cho cùng kỳ, vai trò và nguồn.",
    )


def covers_more(beyond: Sequence[str]) -> Sentence:
    """Return the sentence for a row that covers land outside the merged province."""
    en, vi = _names(beyond)
    return Sentence(
        f"In that year the figures also cover {en}, which lies outside the new province.",
        f"Số liệu năm đó gồm cả {vi}, là địa bàn ngoài tỉnh mới.",
    )


def incomplete(missing: Sequence[str]) -> Sentence:
    """Return the sentence for a sum that lacks a part."""
    en, vi = _names(missing)
    return Sentence(
        f"There is no figure of its own for {en}, so the sum would be incomplete.",
        f"Không có số liệu riêng của {vi} nên tổng sẽ không đầy đủ.",
    )


def unknown_indicator() -> Sentence:
    """Return the sentence for an indicator the catalogue does not hold."""
    return Sentence(
        "The indicator is not in the catalogue, so it is not known whether it may be summed.",
        "Chỉ tiêu không có trong danh mục nên không biết có được cộng hay không.",
    )


def bounds() -> Sentence:
    """Return the sentence for figures such as "at least 14", which have no sum."""
    return Sentence(
        'A figure is printed as a bound or a range ("at least", "from … to …") and has no sum.',
        'Có số liệu in dưới dạng ngưỡng hoặc khoảng ("ít nhất", "từ … đến …") nên không cộng được.',
    )


def no_counts() -> Sentence:
    """Return the sentence for a rate without numerator and denominator."""
    return Sentence(
        "A rate or mean of several provinces needs its numerators and denominators, and these are "
        "not at hand; rates are not averaged.",
        "Tỷ lệ hoặc số trung bình của nhiều tỉnh cần tử số và mẫu số, nhưng không có; "
        "không lấy trung bình các tỷ lệ.",
    )


def no_value() -> Sentence:
    """Return the sentence for a sum with a part that has no number."""
    return Sentence("One of the figures has no number.", "Một trong các số liệu không có giá trị.")
