"""The words that stand in charts and their alt texts, in Vietnamese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth.wording.numbers import compared, number

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "target": ("Mục tiêu", "Target"),
    "result": ("Kết quả", "Result"),
    "country": ("Cả nước", "Country"),
    "median": ("Trung vị các tỉnh", "Median of provinces"),
    "preliminary": ("sơ bộ", "preliminary"),
    "source": ("Nguồn", "Source"),
    "break source": ("đổi nguồn số liệu", "new source"),
    "break boundary": ("đổi địa giới", "boundary change"),
    "break definition": ("đổi định nghĩa", "new definition"),
    "own region": ("cùng vùng", "same region"),
    "other provinces": ("tỉnh khác", "other provinces"),
    "each province": ("mỗi đường xám là một tỉnh", "each grey line is a province"),
    "met": ("Đạt", "Met"),
    "not_met": ("Chưa đạt", "Not met"),
    "undetermined": ("Chưa xác định", "Undetermined"),
    "missing": ("Chưa có số liệu", "No figure"),
    "status": ("Đánh giá", "Status"),
    "worse": ("chưa tới mục tiêu", "short of target"),
    "better": ("vượt mục tiêu", "beyond target"),
    "by project": ("Theo dự án", "By project"),
    "by source": ("Theo nguồn vốn", "By source of funds"),
    "total": ("Tổng", "Total"),
    "plan": ("Dự toán", "Plan"),
    "final": ("Quyết toán", "Final account"),
    "interval": ("khoảng tin cậy", "confidence interval"),
    "no data": ("Không có số liệu", "No data"),
    "reading better": ("tốt hơn", "better"),
    "reading similar": ("tương đương", "similar"),
    "reading worse": ("kém hơn", "worse"),
    "reading higher": ("cao hơn", "higher"),
    "reading lower": ("thấp hơn", "lower"),
    "reading not_compared": ("chưa so sánh được", "not compared"),
    "best": ("Tốt nhất", "Best"),
    "worst": ("Kém nhất", "Worst"),
    "the country": ("cả nước", "the country"),
    "rank": ("Hạng", "Rank"),
    "indicator": ("Chỉ tiêu", "Indicator"),
    "range": ("từ tỉnh kém nhất đến tỉnh tốt nhất", "from the worst to the best province"),
    "middle half": ("nửa số tỉnh ở giữa", "middle half of provinces"),
    "its region": ("vùng", "region"),
    "limits": ("giới hạn {level}%", "{level}% limits"),
    "log scale": ("thang lô-ga-rít", "log scale"),
    "size": ("Quy mô", "Size"),
    "number of places": ("số tỉnh, thành phố", "number of provinces"),
    "doubled": (
        "dấu đôi, nền rõ hơn: ngoài giới hạn 99,8%",
        "doubled, stronger: beyond the 99.8% limits",
    ),
    "trend up": ("xu hướng tăng", "rising trend"),
    "trend down": ("xu hướng giảm", "falling trend"),
    "trend level": ("không có xu hướng rõ", "no clear trend"),
    "higher is good": ("cao là tốt", "high is good"),
    "lower is good": ("thấp là tốt", "low is good"),
    "no direction": (
        "không có chiều tốt, kém: bên phải là cao hơn",
        "neither end is better: right is higher",
    ),
}


def word(key: str, language: str) -> str:
    """Return the word for `key`.

    >>> word("target", "vi"), word("target", "en")
    ('Mục tiêu', 'Target')
    """
    return _WORDS[key][0 if language == "vi" else 1]


def choose(language: str, vi: str, en: str) -> str:
    """Return the sentence of the language."""
    return vi if language == "vi" else en


def listed(items: Sequence[str], language: str, *, semicolon: bool = False) -> str:
    """Join `items` into a phrase.

    >>> listed(["Hà Nội", "Huế", "Cần Thơ"], "vi")
    'Hà Nội, Huế và Cần Thơ'
    """
    if len(items) < 2:  # noqa: PLR2004
        return "".join(items)
    last = choose(language, " và ", " and ")
    if semicolon:
        return "; ".join(items)
    return f"{', '.join(items[:-1])}{last}{items[-1]}"


def figure_text(
    value: float,
    decimals: int,
    language: str,
    unit: str = "",
    comparator: str = "eq",
    *,
    trim: bool = False,
) -> str:
    """Return a figure with its comparator and unit; `trim` drops zeros, as targets are printed.

    >>> figure_text(14.5, 1, "vi", "%")
    '14,5%'
    >>> figure_text(95, 0, "en", "per 10,000")
    '95 per 10,000'
    """
    text = compared(comparator, number(value, decimals, language, trim=trim))
    if not unit:
        return text
    return f"{text}{unit}" if unit in {"%", "‰"} else f"{text} {unit}"


def lower_first(text: str) -> str:
    """Return `text` with a small first letter, unless it opens with an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
